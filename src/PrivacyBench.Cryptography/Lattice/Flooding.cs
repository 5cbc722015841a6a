using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Cryptography.Lattice;

/// <summary>
/// Uniform noise that drowns the noise of a ciphertext in what is released: without it decryption shares and CKKS results give
/// away the key (Li and Micciancio 2021; for shares, Asharov et al. 2012).
/// </summary>
internal static class Flooding
{
    /// <summary>Adds to every coefficient a number uniform on [−2^(bits−1), 2^(bits−1)); nothing for 0 bits.</summary>
    /// <param name="target">Coefficient form.</param>
    /// <param name="bits">At most 126.</param>
    /// <param name="random">The party's own stream.</param>
    public static void Add(Polynomial target, int bits, RandomWords random)
    {
        if (bits == 0)
            return;
        RnsRing ring = target.Ring;
        Span<uint> highWeight = stackalloc uint[ring.Count], shift = stackalloc uint[ring.Count];
        for (int i = 0; i < ring.Count; i++)
        {
            highWeight[i] = ModularArithmetic.Power(2, 64, ring.Prime(i));
            shift[i] = ring.Prime(i) - ModularArithmetic.Power(2, (ulong)bits - 1, ring.Prime(i));
        }
        UInt128 mask = (UInt128.One << bits) - 1;
        Span<uint> all = target.All;
        for (int j = 0; j < ring.N; j++)
        {
            UInt128 noise = new UInt128(TwoWords(random), TwoWords(random)) & mask;
            ulong high = (ulong)(noise >> 64), low = (ulong)noise;
            for (int i = 0; i < ring.Count; i++)
            {
                uint p = ring.Prime(i);
                ulong sum = (high % p * highWeight[i]) + (low % p) + shift[i] + all[(i * ring.N) + j];
                all[(i * ring.N) + j] = (uint)(sum % p);
            }
        }
    }

    private static ulong TwoWords(RandomWords random) => ((ulong)random.NextWord() << 32) | random.NextWord();
}
