using System.Runtime.CompilerServices;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>One lane: plain integer arithmetic, for any processor.</summary>
internal readonly struct PortableLanes : ILanes<uint>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load(ref uint source, nuint index) => Unsafe.Add(ref source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(uint value, ref uint target, nuint index) => Unsafe.Add(ref target, index) = value;

    public static uint Broadcast(uint value) => value;

    public static uint Add(uint a, uint b) => a + b;

    public static uint Subtract(uint a, uint b) => a - b;

    public static uint Min(uint a, uint b) => Math.Min(a, b);

    public static uint MultiplyLow(uint a, uint b) => a * b;

    public static uint MultiplyHigh(uint a, uint b) => (uint)(((ulong)a * b) >> 32);

    public static void Transpose(ref uint block)
    {
        for (nuint row = 1; row < 16; row++)
            for (nuint column = 0; column < row; column++)
            {
                ref uint below = ref Unsafe.Add(ref block, (row * 16) + column);
                ref uint above = ref Unsafe.Add(ref block, (column * 16) + row);
                (below, above) = (above, below);
            }
    }
}
