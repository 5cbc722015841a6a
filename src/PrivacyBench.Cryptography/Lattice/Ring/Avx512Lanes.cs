using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Sixteen lanes of AVX-512.</summary>
internal readonly struct Avx512Lanes : ILanes<Vector512<uint>>
{
    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Load(ref uint source, nuint index) => Vector512.LoadUnsafe(ref source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<uint> value, ref uint target, nuint index) => value.StoreUnsafe(ref target, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Broadcast(uint value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> a, Vector512<uint> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Subtract(Vector512<uint> a, Vector512<uint> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Min(Vector512<uint> a, Vector512<uint> b) => Avx512F.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> MultiplyLow(Vector512<uint> a, Vector512<uint> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> MultiplyHigh(Vector512<uint> a, Vector512<uint> b)
    {
        var even = Avx512F.Multiply(a, b);
        var odd = Avx512F.Multiply((a.AsUInt64() >> 32).AsUInt32(), (b.AsUInt64() >> 32).AsUInt32());
        return ((even >> 32) | (odd & Vector512.Create(0xFFFFFFFF00000000UL))).AsUInt32();
    }

    public static void Transpose(ref uint block)
    {
        // Four rows at a time within the 128-bit quarters, then the quarters as a 4 by 4 matrix.
        for (nuint group = 0; group < 16 * 16; group += 4 * 16)
            InterleaveFourRows(ref block, group);
        for (nuint row = 0; row < 4 * 16; row += 16)
            TransposeQuarters(ref block, row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InterleaveFourRows(ref uint block, nuint first)
    {
        var r0 = Load(ref block, first);
        var r1 = Load(ref block, first + 16);
        var r2 = Load(ref block, first + 32);
        var r3 = Load(ref block, first + 48);
        var low01 = Avx512F.UnpackLow(r0, r1).AsUInt64();
        var high01 = Avx512F.UnpackHigh(r0, r1).AsUInt64();
        var low23 = Avx512F.UnpackLow(r2, r3).AsUInt64();
        var high23 = Avx512F.UnpackHigh(r2, r3).AsUInt64();
        Store(Avx512F.UnpackLow(low01, low23).AsUInt32(), ref block, first);
        Store(Avx512F.UnpackHigh(low01, low23).AsUInt32(), ref block, first + 16);
        Store(Avx512F.UnpackLow(high01, high23).AsUInt32(), ref block, first + 32);
        Store(Avx512F.UnpackHigh(high01, high23).AsUInt32(), ref block, first + 48);
    }

    /// <summary>Rows r, r+4, r+8, r+12 hold four quarters each: quarter j of row r+4i belongs to row r+4j, place i.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeQuarters(ref uint block, nuint row)
    {
        var r0 = Load(ref block, row);
        var r1 = Load(ref block, row + 64);
        var r2 = Load(ref block, row + 128);
        var r3 = Load(ref block, row + 192);
        var even01 = Avx512F.Shuffle4x128(r0, r1, 0b10_00_10_00);
        var odd01 = Avx512F.Shuffle4x128(r0, r1, 0b11_01_11_01);
        var even23 = Avx512F.Shuffle4x128(r2, r3, 0b10_00_10_00);
        var odd23 = Avx512F.Shuffle4x128(r2, r3, 0b11_01_11_01);
        Store(Avx512F.Shuffle4x128(even01, even23, 0b10_00_10_00), ref block, row);
        Store(Avx512F.Shuffle4x128(odd01, odd23, 0b10_00_10_00), ref block, row + 64);
        Store(Avx512F.Shuffle4x128(even01, even23, 0b11_01_11_01), ref block, row + 128);
        Store(Avx512F.Shuffle4x128(odd01, odd23, 0b11_01_11_01), ref block, row + 192);
    }
}
