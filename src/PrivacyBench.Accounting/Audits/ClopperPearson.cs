using MathNet.Numerics;

namespace PrivacyBench.Accounting.Audits;

/// <summary>One-sided exact bounds of a binomial probability (Clopper and Pearson 1934).</summary>
public static class ClopperPearson
{
    private const int Halvings = 100;

    /// <summary>The probability lies below this with chance at most <paramref name="significance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Successes outside 0 to trials, or a significance not between 0 and 1.</exception>
    public static double Lower(int successes, int trials, double significance)
    {
        Check(successes, trials, significance);
        return successes == 0 ? 0 : BetaQuantile(successes, trials - successes + 1, significance).Low;
    }

    /// <summary>The probability lies above this with chance at most <paramref name="significance"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Successes outside 0 to trials, or a significance not between 0 and 1.</exception>
    public static double Upper(int successes, int trials, double significance)
    {
        Check(successes, trials, significance);
        return successes == trials ? 1 : BetaQuantile(successes + 1, trials - successes, 1 - significance).High;
    }

    private static void Check(int successes, int trials, double significance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        Allowed.Within(successes, 0, trials, "A count of successes");
        Allowed.Within(significance, 1e-12, 0.5, "A significance");
    }

    private static (double Low, double High) BetaQuantile(double a, double b, double probability)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = SpecialFunctions.BetaRegularized(a, b, middle) < probability ? (middle, high) : (low, middle);
        }

        return (low, high);
    }
}
