using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>
/// Vectors modulo 2^m as parties compute with them (<see cref="PackedVector"/> is how they travel): lanes of 4 bytes up to m = 32, else of 8, little-endian. Lanes add up modulo their own width,
/// which 2^m divides; <see cref="Reduce(Span{byte}, int)"/> then clears what stands above bit m.
/// </summary>
/// <remarks>Its loops are optimised before their first call: they are much of what a short run does.</remarks>
internal static class VectorBytes
{
    static VectorBytes()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Vectors are read in place from little-endian bytes, which this machine does not have.");
    }

    public static int Width(int bits) => bits <= 32 ? 4 : 8;

    public static ulong Mask(int bits) => ulong.MaxValue >> (64 - bits);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Write(ReadOnlySpan<ulong> vector, Span<byte> lanes, int bits)
    {
        if (bits > 32)
        {
            MemoryMarshal.AsBytes(vector).CopyTo(lanes);
            return;
        }

        Span<uint> words = MemoryMarshal.Cast<byte, uint>(lanes);
        int at = 0;
        for (; at <= vector.Length - Vector<uint>.Count; at += Vector<uint>.Count)
            Vector.Narrow(new Vector<ulong>(vector[at..]), new Vector<ulong>(vector[(at + Vector<ulong>.Count)..])).CopyTo(words[at..]);
        for (; at < vector.Length; at++)
            words[at] = (uint)vector[at];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong[] Read(ReadOnlySpan<byte> lanes, int bits)
    {
        ulong mask = Mask(bits);
        if (bits > 32)
            return Array.ConvertAll(MemoryMarshal.Cast<byte, ulong>(lanes).ToArray(), word => word & mask);
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(lanes);
        var vector = new ulong[words.Length];
        for (int i = 0; i < vector.Length; i++)
            vector[i] = words[i] & mask;
        return vector;
    }

    public static void Add(Span<byte> sum, ReadOnlySpan<byte> lanes, int bits)
    {
        if (bits <= 32)
            Add<uint>(sum, lanes);
        else
            Add<ulong>(sum, lanes);
    }

    public static void Subtract(Span<byte> sum, ReadOnlySpan<byte> lanes, int bits)
    {
        if (bits <= 32)
            Subtract<uint>(sum, lanes);
        else
            Subtract<ulong>(sum, lanes);
    }

    /// <summary>Reduces each lane modulo 2^m: what stands above would tell how often a sum wrapped.</summary>
    public static void Reduce(Span<byte> lanes, int bits)
    {
        if (bits < 32)
            Reduce(lanes, (uint)Mask(bits));
        else if (bits is > 32 and < 64)
            Reduce(lanes, Mask(bits));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(Span<byte> sum, ReadOnlySpan<byte> lanes)
        where T : struct, IBinaryInteger<T>
    {
        Span<Vector<T>> wide = MemoryMarshal.Cast<byte, Vector<T>>(sum);
        ReadOnlySpan<Vector<T>> other = MemoryMarshal.Cast<byte, Vector<T>>(lanes)[..wide.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] += other[i];
        Span<T> rest = Rest<T>(sum, wide.Length);
        ReadOnlySpan<T> otherRest = Rest<T>(lanes, wide.Length);
        for (int i = 0; i < rest.Length; i++)
            rest[i] += otherRest[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Subtract<T>(Span<byte> sum, ReadOnlySpan<byte> lanes)
        where T : struct, IBinaryInteger<T>
    {
        Span<Vector<T>> wide = MemoryMarshal.Cast<byte, Vector<T>>(sum);
        ReadOnlySpan<Vector<T>> other = MemoryMarshal.Cast<byte, Vector<T>>(lanes)[..wide.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] -= other[i];
        Span<T> rest = Rest<T>(sum, wide.Length);
        ReadOnlySpan<T> otherRest = Rest<T>(lanes, wide.Length);
        for (int i = 0; i < rest.Length; i++)
            rest[i] -= otherRest[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Reduce<T>(Span<byte> lanes, T mask)
        where T : struct, IBinaryInteger<T>
    {
        var masks = new Vector<T>(mask);
        Span<Vector<T>> wide = MemoryMarshal.Cast<byte, Vector<T>>(lanes);
        for (int i = 0; i < wide.Length; i++)
            wide[i] &= masks;
        Span<T> rest = Rest<T>(lanes, wide.Length);
        for (int i = 0; i < rest.Length; i++)
            rest[i] &= mask;
    }

    private static Span<T> Rest<T>(Span<byte> lanes, int vectors)
        where T : struct => MemoryMarshal.Cast<byte, T>(lanes)[(vectors * Vector<T>.Count)..];

    private static ReadOnlySpan<T> Rest<T>(ReadOnlySpan<byte> lanes, int vectors)
        where T : struct => MemoryMarshal.Cast<byte, T>(lanes)[(vectors * Vector<T>.Count)..];
}
