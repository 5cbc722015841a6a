using MathNet.Numerics.Statistics;

namespace PrivacyBench.Attacks.Membership;

/// <summary>A normal distribution of a record's scaled logits among references.</summary>
/// <param name="Centre">The median.</param>
/// <param name="Spread">The deviation from it, above 0.</param>
internal readonly record struct LogitFit(double Centre, double Spread)
{
    private const int ReferencesForOwnSpread = 64;

    /// <summary>
    /// Fits each record's logits. A record without any is given the centre of all; one with too few for a spread of its own the spread
    /// that serves all records, estimated from all their residuals.
    /// </summary>
    /// <param name="logits">For each record its scaled logits among the references of one side; not all of them empty.</param>
    /// <param name="spread">How many spreads there are.</param>
    public static LogitFit[] Each(double[][] logits, LiraSpread spread)
    {
        var all = logits.Any(of => of.Length == 0) ? Median([.. logits.SelectMany(of => of)]) : double.NaN;
        var centres = Array.ConvertAll(logits, of => of.Length == 0 ? all : Median(of));
        double[] squares = [.. logits.Select((of, i) => Squares(of, centres[i]))];
        var shared = SpreadOf(squares.Sum(), logits.Sum(of => of.Length));
        var fewest = spread switch
        {
            LiraSpread.Shared => int.MaxValue,
            LiraSpread.PerRecord => 2,
            _ => ReferencesForOwnSpread,
        };
        return
        [
            .. logits.Select((of, i) => new LogitFit(centres[i], of.Length < fewest ? shared : SpreadOf(squares[i], of.Length))),
        ];
    }

    /// <summary>How many spreads a logit lies above the centre.</summary>
    public double Standardised(double logit) => (logit - Centre) / Spread;

    /// <summary>The logarithm of the density at a logit, up to a constant.</summary>
    public double LogDensity(double logit) => (-0.5 * Standardised(logit) * Standardised(logit)) - Math.Log(Spread);

    private static double Median(double[] values) => ArrayStatistics.MedianInplace([.. values]);

    /// <summary>The sum of the squared residuals.</summary>
    private static double Squares(double[] logits, double centre)
    {
        var sum = 0.0;
        foreach (var logit in logits)
        {
            sum += (logit - centre) * (logit - centre);
        }

        return sum;
    }

    /// <summary>The root of the mean squared residual; a floor keeps identical references from dividing by zero.</summary>
    private static double SpreadOf(double squares, int count) => count == 0 ? 1 : Math.Max(1e-9, Math.Sqrt(squares / count));
}
