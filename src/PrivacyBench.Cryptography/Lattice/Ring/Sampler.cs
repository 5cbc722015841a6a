using System.Numerics;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>The distributions of RLWE, drawn from a stream of random words without modulo bias.</summary>
internal static class Sampler
{
    /// <summary>The centred binomial error is the difference of two sums of this many bits: variance 10.5, at most 21 in size.</summary>
    public const int ErrorBits = 21;

    /// <summary>Variance of an error coefficient.</summary>
    public const double ErrorVariance = ErrorBits / 2.0;

    /// <summary>Variance of a ternary coefficient.</summary>
    public const double TernaryVariance = 2.0 / 3;

    /// <summary>A uniform element of the ring (in either form, since the transform is a bijection).</summary>
    public static void Uniform(Polynomial target, RandomWords random)
    {
        for (int i = 0; i < target.Ring.Count; i++)
            Uniform(target[i], target.Ring.Prime(i), random);
    }

    /// <summary>Uniform numbers below p: words from the last, incomplete multiple of p are rejected.</summary>
    public static void Uniform(Span<uint> target, uint p, RandomWords random)
    {
        uint multiples = (uint)((1UL << 32) / p);
        uint accepted = multiples * p;
        for (int filled = 0; filled < target.Length;)
        {
            ReadOnlySpan<uint> words = random.Peek();
            words = words[..Math.Min(words.Length, target.Length - filled)];
            foreach (uint word in words)
            {
                // ⌊word/p⌋ is at most one more than the high half of word·⌊2^32/p⌋.
                uint value = word - ((uint)(((ulong)word * multiples) >> 32) * p);
                target[filled] = Math.Min(value, value - p);
                filled += word < accepted ? 1 : 0;
            }
            random.Take(words.Length);
        }
    }

    /// <summary>Uniform on {−1, 0, 1}: pairs of bits, of which one value in four is rejected.</summary>
    public static void Ternary(Span<int> target, RandomWords random)
    {
        for (int filled = 0; filled < target.Length;)
        {
            uint word = random.NextWord();
            for (int pair = 0; pair < 16 && filled < target.Length; pair++, word >>= 2)
            {
                int value = (int)(word & 3);
                target[filled] = value - 1;
                filled += value < 3 ? 1 : 0;
            }
        }
    }

    /// <summary>Centred binomial errors with <see cref="ErrorBits"/> bits a side.</summary>
    public static void Error(Span<int> target, RandomWords random)
    {
        const uint mask = (1u << ErrorBits) - 1;
        for (int i = 0; i < target.Length; i++)
            target[i] = BitOperations.PopCount(random.NextWord() & mask) - BitOperations.PopCount(random.NextWord() & mask);
    }
}
