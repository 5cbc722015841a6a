using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Eight lanes of AVX2.</summary>
internal readonly struct Avx2Lanes : ILanes<Vector256<uint>>
{
    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Load(ref uint source, nuint index) => Vector256.LoadUnsafe(ref source, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> value, ref uint target, nuint index) => value.StoreUnsafe(ref target, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Broadcast(uint value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> a, Vector256<uint> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Subtract(Vector256<uint> a, Vector256<uint> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Min(Vector256<uint> a, Vector256<uint> b) => Avx2.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> MultiplyLow(Vector256<uint> a, Vector256<uint> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> MultiplyHigh(Vector256<uint> a, Vector256<uint> b)
    {
        // The processor multiplies even lanes only: once as they are, once shifted down by a lane.
        var even = Avx2.Multiply(a, b).AsUInt32();
        var odd = Avx2.Multiply((a.AsUInt64() >> 32).AsUInt32(), (b.AsUInt64() >> 32).AsUInt32()).AsUInt32();
        return Avx2.Blend((even.AsUInt64() >> 32).AsUInt32(), odd, 0b10101010);
    }

    public static void Transpose(ref uint block)
    {
        TransposeEight(ref block);
        TransposeEight(ref Unsafe.Add(ref block, (8 * 16) + 8));
        ref uint above = ref Unsafe.Add(ref block, 8);
        ref uint below = ref Unsafe.Add(ref block, 8 * 16);
        TransposeEight(ref above);
        TransposeEight(ref below);
        for (nuint row = 0; row < 8 * 16; row += 16)
        {
            var kept = Load(ref above, row);
            Store(Load(ref below, row), ref above, row);
            Store(kept, ref below, row);
        }
    }

    private static void TransposeEight(ref uint corner)
    {
        var r0 = Load(ref corner, 0);
        var r1 = Load(ref corner, 16);
        var r2 = Load(ref corner, 32);
        var r3 = Load(ref corner, 48);
        var r4 = Load(ref corner, 64);
        var r5 = Load(ref corner, 80);
        var r6 = Load(ref corner, 96);
        var r7 = Load(ref corner, 112);
        Quarter(r0, r1, r2, r3, out var a0, out var a1, out var a2, out var a3);
        Quarter(r4, r5, r6, r7, out var b0, out var b1, out var b2, out var b3);
        Store(Avx2.Permute2x128(a0, b0, 0x20), ref corner, 0);
        Store(Avx2.Permute2x128(a1, b1, 0x20), ref corner, 16);
        Store(Avx2.Permute2x128(a2, b2, 0x20), ref corner, 32);
        Store(Avx2.Permute2x128(a3, b3, 0x20), ref corner, 48);
        Store(Avx2.Permute2x128(a0, b0, 0x31), ref corner, 64);
        Store(Avx2.Permute2x128(a1, b1, 0x31), ref corner, 80);
        Store(Avx2.Permute2x128(a2, b2, 0x31), ref corner, 96);
        Store(Avx2.Permute2x128(a3, b3, 0x31), ref corner, 112);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarter(
        Vector256<uint> r0, Vector256<uint> r1, Vector256<uint> r2, Vector256<uint> r3,
        out Vector256<uint> c0, out Vector256<uint> c1, out Vector256<uint> c2, out Vector256<uint> c3)
    {
        var low01 = Avx2.UnpackLow(r0, r1).AsUInt64();
        var high01 = Avx2.UnpackHigh(r0, r1).AsUInt64();
        var low23 = Avx2.UnpackLow(r2, r3).AsUInt64();
        var high23 = Avx2.UnpackHigh(r2, r3).AsUInt64();
        c0 = Avx2.UnpackLow(low01, low23).AsUInt32();
        c1 = Avx2.UnpackHigh(low01, low23).AsUInt32();
        c2 = Avx2.UnpackLow(high01, high23).AsUInt32();
        c3 = Avx2.UnpackHigh(high01, high23).AsUInt32();
    }
}
