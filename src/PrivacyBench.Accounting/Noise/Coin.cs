using System.Numerics;

namespace PrivacyBench.Accounting.Noise;

/// <summary>Tosses whose chances are exact: no rounding of a floating-point number ever decides one.</summary>
internal static class Coin
{
    private const double WordUnit = 1.0 / (1UL << 32) / (1UL << 32);

    // A word and the quotient of two integers of up to 128 bits, as doubles, err together by less than 2^−50.
    private const double Doubt = 1e-14;

    /// <summary>True with chance <paramref name="heads"/>/<paramref name="all"/>, or always when that is 1 or more.</summary>
    public static bool Toss(UInt128 heads, UInt128 all, RandomBits bits)
    {
        var word = bits();
        var above = word * WordUnit - (double)heads / (double)all;
        return Math.Abs(above) > Doubt ? above < 0 : TossClosely(word, heads, all, bits);
    }

    /// <summary>True with chance e^(−n/d): Canonne, Kamath and Steinke 2020, algorithm 1.</summary>
    public static bool TossExponential(UInt128 n, UInt128 d, RandomBits bits)
    {
        for (; n > d; n -= d)
        {
            if (!TossExponentialUpToOne(1, 1, bits))
            {
                return false;
            }
        }

        return TossExponentialUpToOne(n, d, bits);
    }

    /// <summary>A number drawn uniformly from 0 (inclusive) to <paramref name="bound"/> (exclusive): Lemire 2019.</summary>
    public static ulong Below(ulong bound, RandomBits bits)
    {
        var high = Math.BigMul(bits(), bound, out var low);
        var reject = (0 - bound) % bound;
        while (low < reject)
        {
            high = Math.BigMul(bits(), bound, out low);
        }

        return high;
    }

    private static bool TossExponentialUpToOne(UInt128 n, UInt128 d, RandomBits bits)
    {
        var tosses = 1u;
        while (Toss(n, checked(d * tosses), bits))
        {
            tosses++;
        }

        return tosses % 2 == 1;
    }

    // The number drawn is (word + rest)/2^64 with a rest in [0, 1) not drawn yet: below the chance when the rest is below what is left.
    private static bool TossClosely(ulong word, UInt128 heads, UInt128 all, RandomBits bits)
    {
        var left = ((BigInteger)heads << 64) - (BigInteger)all * word;
        return left > 0 && (left >= all || Toss((UInt128)left, all, bits));
    }
}
