using MathNet.Numerics.Statistics;

namespace PrivacyBench.Attacks.Membership;

/// <summary>A normal distribution of a record's scaled logits among references.</summary>
/// <param name="Centre">The median.</param>
/// <param name="Spread">The deviation from it, above 0.</param>
internal readonly record struct LogitFit(double Centre, double Spread)
{
    private const int ReferencesForOwnSpread = 64;

    /// <summary>
    /// Fits each record's logits. With fewer than 64 of them one spread serves all records, estimated from all their residuals
    /// (Carlini et al. 2022, section VI-B); a record without any is given the centre of all.
    /// </summary>
    /// <param name="logits">For each record its scaled logits among the references of one side; not all of them empty.</param>
    public static LogitFit[] Each(IReadOnlyList<double[]> logits)
    {
        var all = logits.SelectMany(of => of).Median();
        var centres = logits.Select(of => of.Length == 0 ? all : of.Median()).ToArray();
        var shared = SpreadOf(logits.SelectMany((of, i) => of.Select(phi => phi - centres[i])));
        return
        [
            .. logits.Select((of, i) => new LogitFit(
                centres[i], of.Length < ReferencesForOwnSpread ? shared : SpreadOf(of.Select(phi => phi - centres[i])))),
        ];
    }

    /// <summary>How many spreads a logit lies above the centre.</summary>
    public double Standardised(double logit) => (logit - Centre) / Spread;

    /// <summary>The logarithm of the density at a logit, up to a constant.</summary>
    public double LogDensity(double logit) => (-0.5 * Standardised(logit) * Standardised(logit)) - Math.Log(Spread);

    /// <summary>The root of the mean squared residual; a floor keeps identical references from dividing by zero.</summary>
    private static double SpreadOf(IEnumerable<double> residuals) =>
        Math.Max(1e-9, Math.Sqrt(residuals.Select(r => r * r).DefaultIfEmpty(1).Mean()));
}
