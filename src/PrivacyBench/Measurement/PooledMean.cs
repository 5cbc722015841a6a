namespace PrivacyBench.Measurement;

/// <summary>
/// The mean of a value over records of a cell, summed by resampling unit, so that the mean of any bootstrap sample is a weighted sum.
/// </summary>
/// <param name="resampler">The resampler of the cell.</param>
internal sealed class PooledMean(Resampler resampler)
{
    private readonly double[] sums = new double[resampler.Units];
    private readonly double[] counts = new double[resampler.Units];

    /// <summary>The number of records.</summary>
    public int Count => (int)counts.Sum();

    /// <summary>The sum of the values: the number of hits, when each value is 0 or 1.</summary>
    public double Sum => sums.Sum();

    /// <summary>The mean over the records of one unit; NaN where it has none.</summary>
    public double OfUnit(int unit) => sums[unit] / counts[unit];

    /// <summary>Adds a record, by the positions of its federation and of itself in it.</summary>
    public void Add(int federation, int record, double value)
    {
        var unit = resampler.UnitOf(federation, record);
        sums[unit] += value;
        counts[unit]++;
    }

    /// <summary>The mean over the sample with these weights; NaN when the sample has none of these records.</summary>
    public double Of(ReadOnlySpan<int> weights)
    {
        double sum = 0, count = 0;
        for (var unit = 0; unit < sums.Length; unit++)
        {
            sum += weights[unit] * sums[unit];
            count += weights[unit] * counts[unit];
        }

        return sum / count;
    }
}
