using System.Numerics;
using System.Runtime.Intrinsics;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Takes plaintext coefficients of Z_t, t = 2^m, into R_q by x ↦ ⌊q·x/t⌉ and back by x ↦ ⌊t·x/q⌉ mod t, exactly, for any m below
/// the size of q. Both stay in residues and limbs, and do eight coefficients at once.
/// </summary>
/// <remarks>
/// Up: with w = q·x centred modulo t, ⌊q·x/t⌉ = (q·x − w)/t ≡ −w·t⁻¹ modulo every prime of q.
/// Down: with r = t·x centred modulo q, ⌊t·x/q⌉ = (t·x − r)/q ≡ −r·q⁻¹ modulo t. By the Chinese remainder theorem
/// r = Σ zᵢ·q/pᵢ − k·q with zᵢ = [t·x·(q/pᵢ)⁻¹] mod pᵢ, so the answer is k − Σ zᵢ·pᵢ⁻¹ modulo t, and r/q, which is the noise
/// times t/q, is Σ zᵢ/pᵢ − k.
/// A sum of products below 2^64 is reduced modulo p by Montgomery's step, (S + m·p)/2^32 with m = −S/p modulo 2^32; the powers carry
/// the factor 2^32 that it takes away.
/// </remarks>
internal sealed class PlaintextScaling
{
    private readonly RnsRing ring;
    private readonly int count;
    private readonly ulong[] modulus;
    private readonly ulong[][] up;
    private readonly ulong[] montgomery;
    private readonly ulong[] montgomeryOne;
    private readonly ulong[] reciprocal;
    private readonly ulong[] reciprocalLow;
    private readonly uint[] down;
    private readonly uint[] downQuotient;
    private readonly ulong[][] inverse;

    public PlaintextScaling(RnsRing ring, int bits)
    {
        if (bits < 1 || BigInteger.One << (bits + 2) >= ring.Modulus)
            throw new ArgumentOutOfRangeException(
                nameof(bits), bits, $"The plaintext modulus 2^m needs 1 ≤ m ≤ {ring.Modulus.GetBitLength() - 3}, two bits below the ciphertext modulus.");
        (this.ring, Bits, count) = (ring, bits, Limbs.CountFor(bits));
        BigInteger t = BigInteger.One << bits;
        modulus = Limbs.From(ring.Modulus % t, bits);
        (up, montgomery, montgomeryOne) = (new ulong[ring.Count][], new ulong[ring.Count], new ulong[ring.Count]);
        (reciprocal, reciprocalLow) = (new ulong[ring.Count], new ulong[ring.Count]);
        (down, downQuotient, inverse) = (new uint[ring.Count], new uint[ring.Count], new ulong[ring.Count][]);
        for (int i = 0; i < ring.Count; i++)
        {
            uint p = ring.Prime(i);
            BigInteger inverseT = ModularArithmetic.Inverse((uint)(t % p), p);
            up[i] = new ulong[count];
            for (int limb = 0; limb < count; limb++)
                up[i][limb] = (ulong)((p - ((BigInteger.One << ((limb * Limbs.Bits) + 32)) * inverseT % p)) % p);
            montgomery[i] = (ulong)((BigInteger.One << 32) - InverseModuloPowerOfTwo(p, 32));
            montgomeryOne[i] = (1UL << 32) % p;
            reciprocal[i] = ulong.MaxValue / p;
            reciprocalLow[i] = (ulong)(((BigInteger.One << 96) / p) - ((BigInteger)reciprocal[i] << 32));
            uint others = (uint)(ring.Modulus / p % p);
            down[i] = ModularArithmetic.Multiply((uint)(t % p), ModularArithmetic.Inverse(others, p), p);
            downQuotient[i] = ModularArithmetic.Quotient(down[i], p);
            inverse[i] = Limbs.From(InverseModuloPowerOfTwo(p, bits), bits);
        }
    }

    /// <summary>m, where t = 2^m.</summary>
    public int Bits { get; }

    /// <summary>28-bit limbs of a plaintext coefficient.</summary>
    public int LimbCount => count;

    /// <summary>Sets coefficients j to j + 7 of <paramref name="target"/> to ⌊q·x/t⌉.</summary>
    /// <param name="target">Coefficient form.</param>
    /// <param name="j">The first coefficient.</param>
    /// <param name="x">The plaintext coefficients in limbs.</param>
    /// <param name="scratch">As many limbs again.</param>
    public void Up(Polynomial target, int j, ReadOnlySpan<Vector512<ulong>> x, Span<Vector512<ulong>> scratch)
    {
        scratch.Clear();
        for (int a = 0; a < count; a++)
            for (int b = 0; b < count - a; b++)
                scratch[a + b] += x[a] * Vector512.Create(modulus[b]);
        Limbs.Carry(scratch, Bits);
        Vector512<ulong> negative = Vector512.GreaterThan(scratch[count - 1], Vector512.Create(Limbs.TopMask(Bits) >> 1));
        Span<uint> all = target.All;
        for (int i = 0; i < up.Length; i++)
        {
            ulong[] powers = up[i];
            // Centring takes t off w, which adds t·t⁻¹ = 1.
            Vector512<ulong> sum = negative & Vector512.Create(montgomeryOne[i]);
            for (int limb = 0; limb < powers.Length; limb++)
                sum += scratch[limb] * Vector512.Create(powers[limb]);
            WideLanes.Store(Reduce(sum, i), all[((i * ring.N) + j)..]);
        }
    }

    /// <summary>
    /// Reads coefficients j to j + 7 as ⌊t·x/q⌉ mod t into limbs and returns noise·t/q as signed fractions with 64 bits: ±2^63 is a
    /// noise of q/(2t), where decryption would begin to fail. The fractions are exact to 2^-58.
    /// </summary>
    public Vector512<long> Down(Polynomial source, int j, Span<Vector512<ulong>> x)
    {
        Span<uint> all = source.All;
        x.Clear();
        Vector512<ulong> fraction = Vector512<ulong>.Zero, whole = Vector512<ulong>.Zero;
        for (int i = 0; i < inverse.Length; i++)
        {
            Vector512<ulong> p = Vector512.Create((ulong)ring.Prime(i)), y = WideLanes.Load(all[((i * ring.N) + j)..]);
            Vector512<ulong> z = (y * Vector512.Create((ulong)down[i])) - (((y * Vector512.Create((ulong)downQuotient[i])) >> 32) * p);
            z = Vector512.Min(z, z - p);
            Vector512<ulong> part = (z * Vector512.Create(reciprocal[i])) + ((z * Vector512.Create(reciprocalLow[i])) >> 32);
            fraction += part;
            // A lane that overflowed is all ones, which is −1.
            whole -= Vector512.LessThan(fraction, part);
            ulong[] limbs = inverse[i];
            for (int limb = 0; limb < limbs.Length; limb++)
                x[limb] += z * Vector512.Create(limbs[limb]);
        }
        Negate(x);
        x[0] += whole + (fraction >> 63);
        Limbs.Carry(x, Bits);
        return fraction.AsInt64();
    }

    /// <summary>A sum below 2^63 over 2^32 modulo the prime at <paramref name="i"/>, below it.</summary>
    private Vector512<ulong> Reduce(Vector512<ulong> sum, int i)
    {
        Vector512<ulong> p = Vector512.Create((ulong)ring.Prime(i));
        Vector512<ulong> multiple = (sum * Vector512.Create(montgomery[i])) & Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> rest = (sum + (multiple * p)) >> 32;
        rest -= ((rest * Vector512.Create(reciprocal[i] >> 32)) >> 32) * p;
        return Vector512.Min(rest, rest - p);
    }

    /// <summary>x ← −x modulo 2^m, up to a last carry.</summary>
    private void Negate(Span<Vector512<ulong>> x)
    {
        Limbs.Carry(x, Bits);
        for (int limb = 0; limb < x.Length; limb++)
            x[limb] ^= Vector512.Create(Limbs.Mask);
        x[0] += Vector512<ulong>.One;
    }

    private static BigInteger InverseModuloPowerOfTwo(uint odd, int bits)
    {
        BigInteger modulus = BigInteger.One << bits, x = 1;
        // Newton: each step doubles the number of correct bits.
        for (int correct = 1; correct < bits; correct *= 2)
            x = x * (2 - (odd * x)) % modulus;
        return ((x % modulus) + modulus) % modulus;
    }
}
