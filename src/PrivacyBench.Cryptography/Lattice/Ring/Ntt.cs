using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>
/// The negacyclic number-theoretic transform: polynomials modulo X^n + 1 become values whose pointwise products are
/// polynomial products. Lazy butterflies of Harvey 2014 ("Faster arithmetic for number-theoretic transforms", algorithms 2
/// and 3): numbers stay below 4p (forward) or 2p (inverse) and are reduced once, at the end.
/// </summary>
/// <remarks>The order of the values is bit-reversed and, from n = 256 on, transposed in blocks of 16 by 16; the same on all paths.</remarks>
internal static class Ntt
{
    /// <summary>Coefficients below p to values below p, in place.</summary>
    public static void Forward(Span<uint> values, NttTable table, InstructionPath path)
    {
        CheckLength(values, table);
        if (path == InstructionPath.Avx512)
            Forward<Avx512Lanes, Vector512<uint>>(values, table);
        else if (path == InstructionPath.Avx2)
            Forward<Avx2Lanes, Vector256<uint>>(values, table);
        else
            Forward<PortableLanes, uint>(values, table);
    }

    /// <summary>Values below p (or 2p) to coefficients below p, in place: undoes <see cref="Forward(Span{uint}, NttTable, InstructionPath)"/>.</summary>
    public static void Inverse(Span<uint> values, NttTable table, InstructionPath path)
    {
        CheckLength(values, table);
        if (path == InstructionPath.Avx512)
            Inverse<Avx512Lanes, Vector512<uint>>(values, table);
        else if (path == InstructionPath.Avx2)
            Inverse<Avx2Lanes, Vector256<uint>>(values, table);
        else
            Inverse<PortableLanes, uint>(values, table);
    }

    private static void CheckLength(Span<uint> values, NttTable table)
    {
        if (values.Length != table.N)
            throw new ArgumentException($"A polynomial of {values.Length} coefficients met a transform of {table.N}.", nameof(values));
    }

    private static void Forward<TLanes, TVector>(Span<uint> values, NttTable table)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint x = ref MemoryMarshal.GetReference(values);
        bool blocks = table.N >= NttTable.Block;
        int smallest = blocks ? 16 : 1;
        for (int m = 1, stride = table.N / 2; stride >= smallest; m *= 2, stride /= 2)
            for (int group = 0; group < m; group++)
                if (blocks)
                    ForwardRun<TLanes, TVector>(
                        ref x, group * 2 * stride, stride, table.Forward[m + group], table.ForwardQuotient[m + group], table.P);
                else
                    ForwardRun<PortableLanes, uint>(
                        ref x, group * 2 * stride, stride, table.Forward[m + group], table.ForwardQuotient[m + group], table.P);
        for (int block = 0; blocks && block < table.N / NttTable.Block; block++)
            ForwardBlock<TLanes, TVector>(ref Unsafe.Add(ref x, block * NttTable.Block), table, block);
        Reduce<TLanes, TVector>(ref x, table.N, table.P);
    }

    private static void ForwardRun<TLanes, TVector>(ref uint x, int start, int stride, uint w, uint quotient, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector vw = TLanes.Broadcast(w), vq = TLanes.Broadcast(quotient), vp = TLanes.Broadcast(p), v2p = TLanes.Broadcast(2 * p);
        ref uint low = ref Unsafe.Add(ref x, start);
        ref uint high = ref Unsafe.Add(ref x, start + stride);
        for (nuint i = 0; i < (nuint)stride; i += (nuint)TLanes.Count)
            ForwardButterfly<TLanes, TVector>(ref low, ref high, i, vw, vq, vp, v2p);
    }

    private static void ForwardBlock<TLanes, TVector>(ref uint x, NttTable table, int block)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TLanes.Transpose(ref x);
        TVector vp = TLanes.Broadcast(table.P), v2p = TLanes.Broadcast(2 * table.P);
        for (int groups = 1, stride = 8; stride >= 1; groups *= 2, stride /= 2)
            for (int group = 0; group < groups; group++)
            {
                int row = ((block * NttTable.BlockRows) + groups - 1 + group) * 16;
                for (nuint lane = 0; lane < 16; lane += (nuint)TLanes.Count)
                {
                    TVector vw = TLanes.Load(ref table.ForwardBlock[row], lane);
                    TVector vq = TLanes.Load(ref table.ForwardBlockQuotient[row], lane);
                    ref uint low = ref Unsafe.Add(ref x, group * 2 * stride * 16);
                    ref uint high = ref Unsafe.Add(ref low, stride * 16);
                    for (nuint i = lane; i < (nuint)stride * 16; i += 16)
                        ForwardButterfly<TLanes, TVector>(ref low, ref high, i, vw, vq, vp, v2p);
                }
            }
    }

    /// <summary>(x, y) → (x + w·y, x − w·y), all below 4p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForwardButterfly<TLanes, TVector>(
        ref uint low, ref uint high, nuint i, TVector w, TVector quotient, TVector p, TVector twoP)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Load(ref low, i), y = TLanes.Load(ref high, i);
        // A number below 2p wraps round when 2p is taken off, so the smaller one is the reduced one.
        x = TLanes.Min(x, TLanes.Subtract(x, twoP));
        TVector t = Product<TLanes, TVector>(y, w, quotient, p);
        TLanes.Store(TLanes.Add(x, t), ref low, i);
        TLanes.Store(TLanes.Add(TLanes.Subtract(x, t), twoP), ref high, i);
    }

    private static void Inverse<TLanes, TVector>(Span<uint> values, NttTable table)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint x = ref MemoryMarshal.GetReference(values);
        bool blocks = table.N >= NttTable.Block;
        for (int block = 0; blocks && block < table.N / NttTable.Block; block++)
            InverseBlock<TLanes, TVector>(ref Unsafe.Add(ref x, block * NttTable.Block), table, block);
        for (int stride = blocks ? 16 : 1; stride < table.N / 2; stride *= 2)
        {
            int m = table.N / (2 * stride);
            for (int group = 0; group < m; group++)
                if (blocks)
                    InverseRun<TLanes, TVector>(
                        ref x, group * 2 * stride, stride, table.Inverse[m + group], table.InverseQuotient[m + group], table.P);
                else
                    InverseRun<PortableLanes, uint>(
                        ref x, group * 2 * stride, stride, table.Inverse[m + group], table.InverseQuotient[m + group], table.P);
        }
        if (blocks)
            InverseLast<TLanes, TVector>(ref x, table);
        else
            InverseLast<PortableLanes, uint>(ref x, table);
    }

    private static void InverseBlock<TLanes, TVector>(ref uint x, NttTable table, int block)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector vp = TLanes.Broadcast(table.P), v2p = TLanes.Broadcast(2 * table.P);
        for (int groups = 8, stride = 1; stride <= 8; groups /= 2, stride *= 2)
            for (int group = 0; group < groups; group++)
            {
                int row = ((block * NttTable.BlockRows) + groups - 1 + group) * 16;
                for (nuint lane = 0; lane < 16; lane += (nuint)TLanes.Count)
                {
                    TVector vw = TLanes.Load(ref table.InverseBlock[row], lane);
                    TVector vq = TLanes.Load(ref table.InverseBlockQuotient[row], lane);
                    ref uint low = ref Unsafe.Add(ref x, group * 2 * stride * 16);
                    ref uint high = ref Unsafe.Add(ref low, stride * 16);
                    for (nuint i = lane; i < (nuint)stride * 16; i += 16)
                        InverseButterfly<TLanes, TVector>(ref low, ref high, i, vw, vq, vp, v2p);
                }
            }
        TLanes.Transpose(ref x);
    }

    private static void InverseRun<TLanes, TVector>(ref uint x, int start, int stride, uint w, uint quotient, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector vw = TLanes.Broadcast(w), vq = TLanes.Broadcast(quotient), vp = TLanes.Broadcast(p), v2p = TLanes.Broadcast(2 * p);
        ref uint low = ref Unsafe.Add(ref x, start);
        ref uint high = ref Unsafe.Add(ref x, start + stride);
        for (nuint i = 0; i < (nuint)stride; i += (nuint)TLanes.Count)
            InverseButterfly<TLanes, TVector>(ref low, ref high, i, vw, vq, vp, v2p);
    }

    /// <summary>(x, y) → (x + y, w·(x − y)), all below 2p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InverseButterfly<TLanes, TVector>(
        ref uint low, ref uint high, nuint i, TVector w, TVector quotient, TVector p, TVector twoP)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector x = TLanes.Load(ref low, i), y = TLanes.Load(ref high, i);
        TVector sum = TLanes.Add(x, y);
        TVector difference = TLanes.Add(TLanes.Subtract(x, y), twoP);
        TLanes.Store(TLanes.Min(sum, TLanes.Subtract(sum, twoP)), ref low, i);
        TLanes.Store(Product<TLanes, TVector>(difference, w, quotient, p), ref high, i);
    }

    /// <summary>The last inverse stage also divides by n and reduces below p.</summary>
    private static void InverseLast<TLanes, TVector>(ref uint x, NttTable table)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        uint p = table.P;
        TVector vp = TLanes.Broadcast(p), v2p = TLanes.Broadcast(2 * p);
        TVector one = TLanes.Broadcast(table.InverseN), oneQuotient = TLanes.Broadcast(ModularArithmetic.Quotient(table.InverseN, p));
        TVector w = TLanes.Broadcast(table.LastInverse), quotient = TLanes.Broadcast(ModularArithmetic.Quotient(table.LastInverse, p));
        ref uint upper = ref Unsafe.Add(ref x, table.N / 2);
        for (nuint i = 0; i < (nuint)(table.N / 2); i += (nuint)TLanes.Count)
        {
            TVector a = TLanes.Load(ref x, i), b = TLanes.Load(ref upper, i);
            TVector sum = Product<TLanes, TVector>(TLanes.Add(a, b), one, oneQuotient, vp);
            TVector difference = Product<TLanes, TVector>(TLanes.Add(TLanes.Subtract(a, b), v2p), w, quotient, vp);
            TLanes.Store(TLanes.Min(sum, TLanes.Subtract(sum, vp)), ref x, i);
            TLanes.Store(TLanes.Min(difference, TLanes.Subtract(difference, vp)), ref upper, i);
        }
    }

    /// <summary>y·w modulo p, below 2p, for any 32-bit y (Harvey's algorithm 2, after Shoup).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Product<TLanes, TVector>(TVector y, TVector w, TVector quotient, TVector p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct =>
        TLanes.Subtract(TLanes.MultiplyLow(y, w), TLanes.MultiplyLow(TLanes.MultiplyHigh(y, quotient), p));

    private static void Reduce<TLanes, TVector>(ref uint x, int n, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        if (n < TLanes.Count)
        {
            Reduce<PortableLanes, uint>(ref x, n, p);
            return;
        }
        TVector vp = TLanes.Broadcast(p), v2p = TLanes.Broadcast(2 * p);
        for (nuint i = 0; i < (nuint)n; i += (nuint)TLanes.Count)
        {
            TVector value = TLanes.Load(ref x, i);
            value = TLanes.Min(value, TLanes.Subtract(value, v2p));
            TLanes.Store(TLanes.Min(value, TLanes.Subtract(value, vp)), ref x, i);
        }
    }
}
