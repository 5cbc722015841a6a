using MathNet.Numerics.Statistics;

namespace PrivacyBench.Measurement;

/// <summary>Medians of measured times: one slow round, when the machine did something else, does not move them.</summary>
internal static class Medians
{
    /// <summary>
    /// The median, with the least and the largest median of consecutive blocks as its interval. One block's median lies on either side of
    /// the truth with even chances, and all of k blocks on one side with 2^(1−k) (the sign test): six blocks at a confidence of 95%.
    /// Neighbours in time may be alike, as long as blocks are not; of fewer values than blocks the interval is from the least to the largest.
    /// </summary>
    /// <param name="values">At least one, in the order in which they were measured.</param>
    /// <param name="confidence">The confidence of the interval, above 0 and below 1.</param>
    public static Rate Over(IEnumerable<double> values, double confidence)
    {
        double[] measured = [.. values];
        var blocks = Math.Min(measured.Length, 1 + (int)Math.Ceiling(-Math.Log2(1 - confidence)));
        double[] medians =
        [
            .. Enumerable.Range(0, blocks).Select(b => measured[(b * measured.Length / blocks)..((b + 1) * measured.Length / blocks)].Median()),
        ];
        return new(measured.Median(), medians.Min(), medians.Max());
    }
}
