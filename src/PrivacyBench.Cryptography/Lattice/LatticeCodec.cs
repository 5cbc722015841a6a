using System.Numerics;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Takes vectors of integers into the plaintexts of a plan and their sums back.</summary>
internal sealed class LatticeCodec
{
    private readonly SlotPacking packing;
    private readonly PlaintextScaling? exact;
    private readonly PlaintextScaling? exactNarrow;
    private readonly ApproximateScaling? approximate;
    private readonly ApproximateScaling? approximateNarrow;

    public LatticeCodec(LatticePlan plan, InstructionPath? path = null)
    {
        Plan = plan;
        Ring = new RnsRing(plan.RingDimension, plan.Primes, path);
        Narrow = Ring.Without(plan.DroppedPrimes);
        packing = new SlotPacking(plan.SlotBits, plan.Slots, plan.Request.Minimum, plan.Request.Maximum);
        if (plan.Request.Scheme == LatticeScheme.Bfv)
        {
            exact = new PlaintextScaling(Ring, plan.PlaintextBits);
            exactNarrow = Narrow == Ring ? exact : new PlaintextScaling(Narrow, plan.PlaintextBits);
        }
        else
        {
            approximate = new ApproximateScaling(Ring, plan.ScaleBits, BigInteger.One);
            approximateNarrow = Narrow == Ring ? approximate : new ApproximateScaling(Narrow, plan.ScaleBits, plan.Primes.TakeLast(plan.DroppedPrimes).Aggregate(BigInteger.One, (product, p) => product * p));
        }
    }

    public LatticePlan Plan { get; }

    /// <summary>R_q.</summary>
    public RnsRing Ring { get; }

    /// <summary>R_q without the dropped primes: where c0, decryption shares and their sums live.</summary>
    public RnsRing Narrow { get; }

    /// <summary>Coefficients that ciphertext <paramref name="index"/> of a vector uses; the rest is never sent.</summary>
    public int Used(int index)
    {
        int coefficients = (Plan.Request.Parameters + Plan.Slots - 1) / Plan.Slots;
        return Math.Min(Ring.N, coefficients - (index * Ring.N));
    }

    /// <summary>Takes over an element of R_q in coefficient form and gives it rounded to the narrow ring.</summary>
    public Polynomial ToNarrow(Polynomial wide)
    {
        if (Narrow == Ring)
            return wide;
        var narrow = new Polynomial(Narrow);
        Ring.Rescale(wide, narrow);
        wide.Dispose();
        return narrow;
    }

    /// <summary>The part of a vector that ciphertext <paramref name="index"/> carries.</summary>
    public Range Values(int index)
    {
        int from = index * Plan.Capacity;
        return from..Math.Min(Plan.Request.Parameters, from + Plan.Capacity);
    }

    /// <summary>The scaled plaintexts of a vector, in coefficient form.</summary>
    public Polynomial[] Encode(ReadOnlySpan<long> vector)
    {
        Polynomial[] plaintexts = EncryptedVector.Polynomials(this, Ring);
        for (int i = 0; i < plaintexts.Length; i++)
            Encode(vector, i, plaintexts[i]);
        return plaintexts;
    }

    private void Encode(ReadOnlySpan<long> vector, int index, Polynomial target)
    {
        if (vector.Length != Plan.Request.Parameters)
            throw new ArgumentException($"The plan is for {Plan.Request.Parameters} parameters, the vector has {vector.Length}.", nameof(vector));
        ReadOnlySpan<long> values = vector[Values(index)];
        if (exact is null)
        {
            for (int j = 0; j < values.Length; j++)
                approximate!.Up(target, j, packing.Offset(values[j]));
            return;
        }
        Span<Vector512<ulong>> limbs = stackalloc Vector512<ulong>[exact.LimbCount], scratch = stackalloc Vector512<ulong>[exact.LimbCount];
        int group = WideLanes.Count * Plan.Slots;
        for (int from = 0; from < values.Length; from += group)
        {
            packing.Pack(from + group <= values.Length ? values.Slice(from, group) : Padded(values[from..], group), limbs);
            exact.Up(target, from / Plan.Slots, limbs, scratch);
        }
    }

    /// <summary>Reads exact sums from the decrypted ciphertext <paramref name="index"/> and returns the largest noise seen.</summary>
    /// <exception cref="CryptographicException">The noise is above what any sum under the plan can have.</exception>
    public double Decode(Polynomial source, int index, int clients, Span<long> sums)
    {
        PlaintextScaling scaling = exactNarrow ?? throw new InvalidOperationException("CKKS sums are not exact: decode them to real numbers.");
        Span<long> part = sums[Values(index)];
        Span<Vector512<ulong>> limbs = stackalloc Vector512<ulong>[scaling.LimbCount];
        int group = WideLanes.Count * Plan.Slots;
        long[] padded = new long[group];
        ulong largest = 0;
        for (int from = 0; from < part.Length; from += group)
        {
            Vector512<long> noise = scaling.Down(source, from / Plan.Slots, limbs);
            packing.Unpack(limbs, clients, padded);
            Span<long> here = part[from..Math.Min(part.Length, from + group)];
            padded.AsSpan(0, here.Length).CopyTo(here);
            // Coefficients after the last used one were never sent.
            for (int lane = 0; lane * Plan.Slots < here.Length; lane++)
                largest = Math.Max(largest, noise[lane] < 0 ? 0 - (ulong)noise[lane] : (ulong)noise[lane]);
        }
        RefuseAbove(largest, 1UL << 62);
        return largest / Math.Pow(2, 64) * Math.Pow(2, Plan.ModulusBits - Plan.PlaintextBits);
    }

    /// <summary>Reads approximate sums from the decrypted ciphertext <paramref name="index"/>.</summary>
    /// <exception cref="CryptographicException">A sum is larger than any sum under the plan can be.</exception>
    public void Decode(Polynomial source, int index, int clients, Span<double> sums)
    {
        ApproximateScaling scaling = approximateNarrow ?? throw new InvalidOperationException("BFV sums are exact: decode them to integers.");
        Span<double> part = sums[Values(index)];
        double offset = (double)packing.Minimum * clients;
        for (int j = 0; j < part.Length; j++)
            part[j] = scaling.Down(source, j) + offset;
    }

    /// <summary>The last values of a vector and, up to a full group, the smallest value, which packs to 0.</summary>
    private long[] Padded(ReadOnlySpan<long> values, int group)
    {
        var padded = new long[group];
        Array.Fill(padded, packing.Minimum);
        values.CopyTo(padded);
        return padded;
    }

    private static void RefuseAbove(ulong found, ulong allowed)
    {
        if (found >= allowed)
            throw new CryptographicException(
                "Decryption failed: the noise fills the modulus. The key is not the one the ciphertexts were made for, a share is missing, or a message was changed.");
    }
}
