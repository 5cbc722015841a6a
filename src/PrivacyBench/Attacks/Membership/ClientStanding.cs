namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How far each client's measurement of one record in one round lies above the other clients'. Outliers are left out of the others:
/// those further from the median of all than three of its normal deviations, 1.4826 times the median distance.
/// </summary>
/// <remarks>
/// A filter by mean and deviation could never fire among few clients: of n values none lies further than √(n − 1) deviations from
/// their mean (Samuelson 1968).
/// </remarks>
/// <param name="clients">The number of participants of the round.</param>
internal sealed class ClientStanding(int clients)
{
    private const double Outlying = 3 * 1.4826;
    private const double SmallestSpread = 1e-12;

    private readonly double[] values = new double[clients];
    private readonly double[] distances = new double[clients];
    private readonly double[] sorted = new double[clients];
    private readonly bool[] usual = new bool[clients];
    private double sum;
    private double squares;
    private double centre;
    private int count;

    /// <summary>The measurement of each participant.</summary>
    public double this[int participant]
    {
        set => values[participant] = value;
    }

    /// <summary>Looks at the measurements of one record, all set.</summary>
    public void Judge()
    {
        (sum, squares, count) = (0, 0, 0);
        if (clients < 3)
        {
            return;
        }

        centre = Median(values);
        for (var p = 0; p < clients; p++)
        {
            distances[p] = Math.Abs(values[p] - centre);
        }

        var distance = Outlying * Median(distances);
        for (var p = 0; p < clients; p++)
        {
            // Where most clients agree to the last digit there is no distance to go by.
            usual[p] = distance == 0 || distances[p] <= distance;
            if (usual[p])
            {
                sum += values[p] - centre;
                squares += (values[p] - centre) * (values[p] - centre);
                count++;
            }
        }
    }

    /// <summary>Φ((m − μ)/σ) with μ and σ of the others; ½ where fewer than two others are left.</summary>
    public double Normal(int participant)
    {
        var (mean, spread, others) = Others(participant);
        return others < 2 ? 0.5 : MathNet.Numerics.Distributions.Normal.CDF(0, 1, (values[participant] - mean) / spread);
    }

    /// <summary>
    /// ln(F/(1 − F)) at the measurement, with F the predictive distribution of one more among n others: Student's t with n − 1 degrees
    /// of freedom, about their mean, as wide as s·√(1 + 1/n); 0 where fewer than two others are left.
    /// </summary>
    public double LogOdds(int participant)
    {
        var (mean, spread, others) = Others(participant);
        return others < 2 ? 0 : StudentLogOdds.Of(others - 1).At((values[participant] - mean) / (spread * Math.Sqrt(1 + (1.0 / others))));
    }

    /// <summary>Mean, deviation (n − 1) and number of the others that are no outliers.</summary>
    private (double Mean, double Spread, int Others) Others(int participant)
    {
        var own = usual[participant] ? values[participant] - centre : 0;
        var others = usual[participant] ? count - 1 : count;
        if (others < 2)
        {
            return (0, 0, 0);
        }

        var mean = (sum - own) / others;
        var variance = (squares - (own * own) - (others * mean * mean)) / (others - 1);
        return (centre + mean, Math.Sqrt(Math.Max(0, variance)) + SmallestSpread, others);
    }

    private double Median(double[] of)
    {
        of.CopyTo(sorted, 0);
        Array.Sort(sorted);
        return (sorted[(clients - 1) / 2] + sorted[clients / 2]) / 2;
    }
}
