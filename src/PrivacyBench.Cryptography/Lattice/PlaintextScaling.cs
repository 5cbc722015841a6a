using System.Numerics;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Takes plaintext coefficients of Z_t, t = 2^m, into R_q by x ↦ ⌊q·x/t⌉ and back by x ↦ ⌊t·x/q⌉ mod t, exactly, for any m below
/// the size of q. Both stay in residues and limbs.
/// </summary>
/// <remarks>
/// Up: with w = q·x centred modulo t, ⌊q·x/t⌉ = (q·x − w)/t ≡ −w·t⁻¹ modulo every prime of q.
/// Down: with r = t·x centred modulo q, ⌊t·x/q⌉ = (t·x − r)/q ≡ −r·q⁻¹ modulo t. By the Chinese remainder theorem
/// r = Σ zᵢ·q/pᵢ − k·q with zᵢ = [t·x·(q/pᵢ)⁻¹] mod pᵢ, so the answer is k − Σ zᵢ·pᵢ⁻¹ modulo t, and r/q, which is the noise
/// times t/q, is Σ zᵢ/pᵢ − k.
/// </remarks>
internal sealed class PlaintextScaling
{
    private readonly RnsRing ring;
    private readonly int count;
    private readonly ulong[] modulus;
    private readonly ulong[][] up;
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
        (up, reciprocal, reciprocalLow) = (new ulong[ring.Count][], new ulong[ring.Count], new ulong[ring.Count]);
        (down, downQuotient, inverse) = (new uint[ring.Count], new uint[ring.Count], new ulong[ring.Count][]);
        for (int i = 0; i < ring.Count; i++)
        {
            uint p = ring.Prime(i);
            BigInteger inverseT = ModularArithmetic.Inverse((uint)(t % p), p);
            up[i] = new ulong[count];
            for (int limb = 0; limb < count; limb++)
                up[i][limb] = (ulong)((p - ((BigInteger.One << (limb * Limbs.Bits)) * inverseT % p)) % p);
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

    /// <summary>Sets coefficient j of <paramref name="target"/> to ⌊q·x/t⌉.</summary>
    /// <param name="target">Coefficient form.</param>
    /// <param name="j">The coefficient.</param>
    /// <param name="x">The plaintext coefficient in limbs.</param>
    /// <param name="scratch">As many limbs again.</param>
    public void Up(Polynomial target, int j, ReadOnlySpan<ulong> x, Span<ulong> scratch)
    {
        scratch.Clear();
        for (int a = 0; a < count; a++)
            for (int b = 0; b < count - a; b++)
                scratch[a + b] += x[a] * modulus[b];
        Limbs.Carry(scratch, Bits);
        bool negative = scratch[count - 1] > Limbs.TopMask(Bits) >> 1;
        Span<uint> all = target.All;
        for (int i = 0; i < up.Length; i++)
        {
            ulong[] powers = up[i];
            // Centring takes t off w, which adds t·t⁻¹ = 1.
            ulong sum = negative ? 1UL : 0;
            for (int limb = 0; limb < powers.Length; limb++)
                sum += scratch[limb] * powers[limb];
            uint p = ring.Prime(i);
            // Barrett: the quotient is at most one too small.
            ulong rest = sum - (Math.BigMul(sum, reciprocal[i], out _) * p);
            all[(i * ring.N) + j] = (uint)Math.Min(rest, rest - p);
        }
    }

    /// <summary>
    /// Reads coefficient j as ⌊t·x/q⌉ mod t into limbs and returns noise·t/q as a signed fraction with 64 bits: ±2^63 is a noise of
    /// q/(2t), where decryption would begin to fail. The fraction is exact to 2^-58.
    /// </summary>
    public long Down(Polynomial source, int j, Span<ulong> x)
    {
        Span<uint> all = source.All;
        x.Clear();
        ulong fraction = 0, whole = 0;
        for (int i = 0; i < inverse.Length; i++)
        {
            uint p = ring.Prime(i);
            uint z = ModularArithmetic.MultiplyShoup(all[(i * ring.N) + j], down[i], downQuotient[i], p);
            ulong part = (z * reciprocal[i]) + ((z * reciprocalLow[i]) >> 32);
            fraction += part;
            whole += fraction < part ? 1UL : 0;
            ulong[] limbs = inverse[i];
            for (int limb = 0; limb < limbs.Length; limb++)
                x[limb] += z * limbs[limb];
        }
        whole += fraction >> 63;
        Negate(x);
        x[0] += whole;
        Limbs.Carry(x, Bits);
        return (long)fraction;
    }

    /// <summary>x ← −x modulo 2^m, up to a last carry.</summary>
    private void Negate(Span<ulong> x)
    {
        Limbs.Carry(x, Bits);
        for (int limb = 0; limb < x.Length; limb++)
            x[limb] ^= Limbs.Mask;
        x[0]++;
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
