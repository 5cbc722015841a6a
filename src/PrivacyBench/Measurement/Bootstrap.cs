namespace PrivacyBench.Measurement;

/// <summary>Percentile bootstrap intervals of several statistics of one cell, all computed on the same samples.</summary>
internal static class Bootstrap
{
    /// <summary>Computes the statistics of the sample with these weights.</summary>
    /// <param name="weights">How often each unit is in the sample.</param>
    /// <param name="values">Receives the statistics; NaN where the sample leaves one undefined.</param>
    public delegate void Statistics(ReadOnlySpan<int> weights, Span<double> values);

    /// <summary>Each statistic on the cell itself, with its interval. An undefined sample is left out of that statistic's draws.</summary>
    /// <param name="count">The number of statistics.</param>
    /// <param name="statistics">Computes them.</param>
    /// <param name="resampler">Draws the samples.</param>
    /// <param name="intervals">Confidence and number of draws.</param>
    /// <param name="random">The stream below which the samples are drawn: the same stream draws the same samples.</param>
    public static Rate[] Rates(int count, Statistics statistics, Resampler resampler, Intervals intervals, RandomStream random)
    {
        var weights = new int[resampler.Units];
        var values = new double[count];
        var draws = new double[count][];
        for (var s = 0; s < count; s++)
            draws[s] = new double[intervals.Draws];
        var stream = random.Named("bootstrap");
        for (var draw = 0; draw < intervals.Draws; draw++)
        {
            resampler.Draw(stream, weights);
            statistics(weights, values);
            for (var s = 0; s < count; s++)
                draws[s][draw] = values[s];
        }

        Array.Fill(weights, 1);
        statistics(weights, values);
        var tail = (1 - intervals.Confidence) / 2;
        var widening = resampler.Widening(intervals.Confidence);
        return [.. values.Select((value, s) => Percentiles(value, draws[s], tail, widening))];
    }

    private static Rate Percentiles(double value, double[] draws, double tail, double widening)
    {
        Array.Sort(draws);
        var defined = draws.AsSpan(draws.TakeWhile(double.IsNaN).Count());
        if (defined.IsEmpty)
            return new(value, double.NaN, double.NaN);
        var below = value - Quantile(defined, tail);
        var above = Quantile(defined, 1 - tail) - value;
        return new(value, value - (widening * Math.Max(0, below)), value + (widening * Math.Max(0, above)));
    }

    private static double Quantile(ReadOnlySpan<double> ascending, double level)
    {
        var position = level * (ascending.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, ascending.Length - 1);
        var part = position - below;
        return part == 0 ? ascending[below] : ((1 - part) * ascending[below]) + (part * ascending[above]);
    }
}
