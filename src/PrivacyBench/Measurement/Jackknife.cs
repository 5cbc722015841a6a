namespace PrivacyBench.Measurement;

/// <summary>Shares a statistic of a cell out among its federations.</summary>
internal static class Jackknife
{
    /// <summary>Enough that equal runs give equal numbers, and few enough to be read.</summary>
    private const int Digits = 6;

    /// <summary>
    /// The pseudo-values F·A − (F − 1)·A(without f) of Tukey 1958 (Miller 1974, section 2): their mean estimates the statistic and their
    /// spread its variance, also where it is no mean over federations. Null for one federation, or where leaving one out leaves it undefined.
    /// </summary>
    /// <param name="advantage">The statistic of a sample.</param>
    /// <param name="resampler">The resampler of the cell.</param>
    public static IReadOnlyList<double>? PseudoValues(Advantage advantage, Resampler resampler)
    {
        if (resampler.Unit != ResamplingUnit.Federations)
            return null;
        var weights = new int[resampler.Units];
        Array.Fill(weights, 1);
        var whole = advantage(weights);
        var values = new double[weights.Length];
        for (var f = 0; f < weights.Length; f++)
        {
            weights[f] = 0;
            values[f] = Math.Round((weights.Length * whole) - ((weights.Length - 1) * advantage(weights)), Digits);
            weights[f] = 1;
        }

        return Array.TrueForAll(values, double.IsFinite) ? values : null;
    }

    /// <summary>The values of federations as they are, rounded likewise.</summary>
    public static IReadOnlyList<double>? Rounded(IReadOnlyList<double> values) => values.Count > 1 ? [.. values.Select(v => Math.Round(v, Digits))] : null;
}
