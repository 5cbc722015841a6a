using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Eight lanes of 64 bits, for numbers wider than a residue. The same results on every processor.</summary>
internal static class WideLanes
{
    public const int Count = 8;

    /// <summary>Lanes that hold 32-bit numbers, from memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<ulong> Load(ReadOnlySpan<uint> source)
    {
        (Vector256<ulong> lower, Vector256<ulong> upper) = Vector256.Widen(Vector256.Create(source));
        return Vector512.Create(lower, upper);
    }

    /// <summary>Lanes that hold 32-bit numbers, to memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<ulong> lanes, Span<uint> target) => Vector256.Narrow(lanes.GetLower(), lanes.GetUpper()).CopyTo(target);
}
