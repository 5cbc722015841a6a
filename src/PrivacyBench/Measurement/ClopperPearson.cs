using MathNet.Numerics.Distributions;

namespace PrivacyBench.Measurement;

/// <summary>The exact interval of a binomial rate. Clopper and Pearson 1934.</summary>
internal static class ClopperPearson
{
    /// <summary>The rate of a mean of zeros and ones.</summary>
    public static Rate Rate(PooledMean mean, double confidence) => Rate((long)mean.Sum, mean.Count, confidence);

    /// <param name="hits">The number of successes.</param>
    /// <param name="trials">The number of independent trials, at least 1.</param>
    /// <param name="confidence">The share of intervals that cover the truth, at least.</param>
    public static Rate Rate(long hits, long trials, double confidence)
    {
        var tail = (1 - confidence) / 2;
        var low = hits == 0 ? 0 : Beta.InvCDF(hits, trials - hits + 1.0, tail);
        var high = hits == trials ? 1 : Beta.InvCDF(hits + 1.0, trials - hits, 1 - tail);
        return new((double)hits / trials, low, high);
    }
}
