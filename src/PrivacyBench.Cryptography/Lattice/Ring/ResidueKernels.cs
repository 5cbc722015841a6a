using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>Pointwise arithmetic modulo one prime, one pass over memory each. Inputs and outputs are below p.</summary>
internal static class ResidueKernels
{
    /// <summary>target ← target + other.</summary>
    public static void Add(Span<uint> target, ReadOnlySpan<uint> other, uint p, InstructionPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, target.Length);
        int done = path switch
        {
            InstructionPath.Avx512 => Add<Avx512Lanes, Vector512<uint>>(target, other, 0, p),
            InstructionPath.Avx2 => Add<Avx2Lanes, Vector256<uint>>(target, other, 0, p),
            _ => 0,
        };
        Add<PortableLanes, uint>(target, other, done, p);
    }

    /// <summary>target ← target − other.</summary>
    public static void Subtract(Span<uint> target, ReadOnlySpan<uint> other, uint p, InstructionPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(other.Length, target.Length);
        int done = path switch
        {
            InstructionPath.Avx512 => Subtract<Avx512Lanes, Vector512<uint>>(target, other, 0, p),
            InstructionPath.Avx2 => Subtract<Avx2Lanes, Vector256<uint>>(target, other, 0, p),
            _ => 0,
        };
        Subtract<PortableLanes, uint>(target, other, done, p);
    }

    /// <summary>target ← values·factor, the factor with its Shoup quotients.</summary>
    public static void Multiply(
        Span<uint> target, ReadOnlySpan<uint> values, ReadOnlySpan<uint> factor, ReadOnlySpan<uint> quotients, uint p, InstructionPath path)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, target.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(factor.Length, target.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(quotients.Length, target.Length);
        int done = path switch
        {
            InstructionPath.Avx512 => Multiply<Avx512Lanes, Vector512<uint>>(target, values, factor, quotients, 0, p),
            InstructionPath.Avx2 => Multiply<Avx2Lanes, Vector256<uint>>(target, values, factor, quotients, 0, p),
            _ => 0,
        };
        Multiply<PortableLanes, uint>(target, values, factor, quotients, done, p);
    }

    private static int Add<TLanes, TVector>(Span<uint> target, ReadOnlySpan<uint> other, int from, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint t = ref MemoryMarshal.GetReference(target);
        ref uint o = ref MemoryMarshal.GetReference(other);
        TVector vp = TLanes.Broadcast(p);
        int end = target.Length - (target.Length % TLanes.Count);
        for (int i = from; i < end; i += TLanes.Count)
        {
            TVector sum = TLanes.Add(TLanes.Load(ref t, (nuint)i), TLanes.Load(ref o, (nuint)i));
            TLanes.Store(TLanes.Min(sum, TLanes.Subtract(sum, vp)), ref t, (nuint)i);
        }
        return end;
    }

    private static int Subtract<TLanes, TVector>(Span<uint> target, ReadOnlySpan<uint> other, int from, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint t = ref MemoryMarshal.GetReference(target);
        ref uint o = ref MemoryMarshal.GetReference(other);
        TVector vp = TLanes.Broadcast(p);
        int end = target.Length - (target.Length % TLanes.Count);
        for (int i = from; i < end; i += TLanes.Count)
        {
            TVector difference = TLanes.Subtract(TLanes.Load(ref t, (nuint)i), TLanes.Load(ref o, (nuint)i));
            TLanes.Store(TLanes.Min(difference, TLanes.Add(difference, vp)), ref t, (nuint)i);
        }
        return end;
    }

    private static int Multiply<TLanes, TVector>(
        Span<uint> target, ReadOnlySpan<uint> values, ReadOnlySpan<uint> factor, ReadOnlySpan<uint> quotients, int from, uint p)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref uint t = ref MemoryMarshal.GetReference(target);
        ref uint v = ref MemoryMarshal.GetReference(values);
        ref uint f = ref MemoryMarshal.GetReference(factor);
        ref uint q = ref MemoryMarshal.GetReference(quotients);
        TVector vp = TLanes.Broadcast(p);
        int end = target.Length - (target.Length % TLanes.Count);
        for (int i = from; i < end; i += TLanes.Count)
        {
            TVector y = TLanes.Load(ref v, (nuint)i);
            TVector high = TLanes.MultiplyHigh(y, TLanes.Load(ref q, (nuint)i));
            TVector product = TLanes.Subtract(TLanes.MultiplyLow(y, TLanes.Load(ref f, (nuint)i)), TLanes.MultiplyLow(high, vp));
            TLanes.Store(TLanes.Min(product, TLanes.Subtract(product, vp)), ref t, (nuint)i);
        }
        return end;
    }
}
