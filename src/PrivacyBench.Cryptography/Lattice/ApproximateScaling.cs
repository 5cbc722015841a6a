using System.Numerics;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>Coefficients of CKKS: an integer v ≥ 0 enters as v·2^s and leaves as the centred residue over 2^s, noise included.</summary>
internal sealed class ApproximateScaling
{
    /// <summary>The widest modulus whose coefficients fit 128 bits with room for their products.</summary>
    public const int MostModulusBits = 120;

    /// <summary>The widest sums that stay exact: they are read as double-precision numbers, and what is left of these holds the noise.</summary>
    public const int MostSumBits = 48;

    private readonly RnsRing ring;
    private readonly double scale;
    private readonly uint[] scaleResidues;
    private readonly UInt128 modulus;
    private readonly UInt128[] radix;
    private readonly uint[][] inverses;
    private readonly uint[][] inverseQuotients;
    private readonly uint[] scaleQuotients;
    private readonly uint[] offset;

    /// <param name="ring">The ring.</param>
    /// <param name="scaleBits">s.</param>
    /// <param name="dropped">The product of the primes that were dropped since values went <see cref="Up"/>: the scale is 2^s over it.</param>
    public ApproximateScaling(RnsRing ring, int scaleBits, BigInteger dropped)
    {
        if (ring.Modulus.GetBitLength() > MostModulusBits)
            throw new ArgumentOutOfRangeException(nameof(ring), ring.Modulus.GetBitLength(), $"CKKS runs with moduli up to {MostModulusBits} bits.");
        (this.ring, modulus) = (ring, (UInt128)ring.Modulus);
        // A power of a sum of logarithms would err by 3e-15, which a sum of 47 bits shows.
        scale = Math.ScaleB(1, scaleBits) / (double)dropped;
        scaleResidues = [.. Enumerable.Range(0, ring.Count).Select(i => ModularArithmetic.Power(2, (ulong)scaleBits, ring.Prime(i)))];
        radix = new UInt128[ring.Count];
        inverses = new uint[ring.Count][];
        uint largest = Enumerable.Range(0, ring.Count).Max(ring.Prime);
        offset = [.. Enumerable.Range(0, ring.Count).Select(i => (largest + ring.Prime(i) - 1) / ring.Prime(i) * ring.Prime(i))];
        inverseQuotients = new uint[ring.Count][];
        scaleQuotients = [.. scaleResidues.Select((w, i) => ModularArithmetic.Quotient(w, ring.Prime(i)))];
        for (int i = 0; i < ring.Count; i++)
        {
            uint p = ring.Prime(i);
            radix[i] = i == 0 ? 1 : radix[i - 1] * ring.Prime(i - 1);
            inverses[i] = [.. Enumerable.Range(0, i).Select(j => ModularArithmetic.Inverse(ring.Prime(j) % p, p))];
            inverseQuotients[i] = Array.ConvertAll(inverses[i], w => ModularArithmetic.Quotient(w, p));
        }
    }

    public void Up(Polynomial target, int j, ulong value)
    {
        Span<uint> all = target.All;
        for (int i = 0; i < ring.Count; i++)
        {
            uint p = ring.Prime(i), residue = value <= uint.MaxValue ? (uint)value : (uint)(value % p);
            all[(i * ring.N) + j] = ModularArithmetic.MultiplyShoup(residue, scaleResidues[i], scaleQuotients[i], p);
        }
    }

    /// <exception cref="CryptographicException">The coefficient is above a quarter of the modulus.</exception>
    public double Down(Polynomial source, int j)
    {
        UInt128 lifted = Lift(source, j);
        bool negative = lifted > modulus / 2;
        UInt128 size = negative ? modulus - lifted : lifted;
        if (size > modulus / 4)
            throw new CryptographicException(
                "Decryption failed: a sum fills the modulus. The key is not the one the ciphertexts were made for, a share is missing, or a message was changed.");
        return (negative ? -(double)size : (double)size) / scale;
    }

    /// <summary>Garner's mixed radix: x = d₀ + d₁·p₀ + d₂·p₀·p₁ + …</summary>
    private UInt128 Lift(Polynomial source, int j)
    {
        Span<uint> digits = stackalloc uint[ring.Count], all = source.All;
        UInt128 lifted = 0;
        for (int i = 0; i < digits.Length; i++)
        {
            uint p = ring.Prime(i);
            uint digit = all[(i * ring.N) + j];
            // A digit is below another prime, and MultiplyShoup takes any 32-bit number: add a multiple of p that keeps it positive.
            for (int k = 0; k < i; k++)
                digit = ModularArithmetic.MultiplyShoup(digit + (offset[i] - digits[k]), inverses[i][k], inverseQuotients[i][k], p);
            digits[i] = digit;
            lifted += radix[i] * digit;
        }
        return lifted;
    }
}
