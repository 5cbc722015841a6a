using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace PrivacyBench.Measurement;

/// <summary>Medians of measured times: one slow round, when the machine did something else, does not move them.</summary>
internal static class Medians
{
    /// <summary>
    /// The median with the interval of its order statistics, which holds for any distribution (David and Nagaraja 2003, "Order
    /// Statistics", section 7.1): of few values it reaches from the least to the largest.
    /// </summary>
    /// <param name="values">At least one.</param>
    /// <param name="confidence">The confidence of the interval, above 0 and below 1.</param>
    public static Rate Over(IEnumerable<double> values, double confidence)
    {
        double[] sorted = [.. values.Order()];
        // The k-th value from below lies under the median where at least k of n coins come up.
        var below = new Binomial(0.5, sorted.Length);
        var k = Enumerable.Range(0, sorted.Length).TakeWhile(i => below.CumulativeDistribution(i) <= (1 - confidence) / 2).Count();
        var place = Math.Max(0, k - 1);
        return new(sorted.Median(), sorted[place], sorted[^(place + 1)]);
    }
}
