using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>
/// Gaussian noise around a random whole shift: Σ a_j N(j, σ²) against Σ b_j N(j, σ²), where the a lie higher than the b, so that the loss
/// rises with the noisy sum. A group of sampled units, or a sampled unit against another one.
/// </summary>
/// <param name="NoiseMultiplier">σ.</param>
/// <param name="With">The chances a_j of the shifts.</param>
/// <param name="Without">The chances b_j.</param>
/// <param name="First">The shift of the first chance.</param>
internal sealed record GaussianMixture(double NoiseMultiplier, double[] With, double[] Without, int First) : IMechanism
{
    // No threshold that matters lies farther out, in deviations.
    private const double Farthest = 1e9;
    private const double Reach = 40;
    private const double Precision = 1e-9;

    IReadOnlyList<LossPair> IMechanism.Losses
    {
        get
        {
            var pair = new LossPair(Split);
            return [pair, pair.Reversed()];
        }
    }

    /// <summary>The integral of P^α Q^{1−α} by the trapezoidal rule, whose error for such densities is far below rounding.</summary>
    public double Renyi(double order) => Math.Max(Renyi(With, Without, order), Renyi(Without, With, order)) + Precision;

    private double Renyi(double[] p, double[] q, double order)
    {
        var step = Math.Min(NoiseMultiplier, NoiseMultiplier * NoiseMultiplier) / 8;
        var reach = Reach * NoiseMultiplier + order * With.Length;
        var sum = double.NegativeInfinity;
        for (var x = -reach; x <= reach; x += step)
        {
            var term = order * Log(p, x) + (1 - order) * Log(q, x) + NormalTail.LogDensity(x / NoiseMultiplier);
            sum = term > sum ? term + NormalTail.LogOnePlus(Math.Exp(sum - term)) : sum + NormalTail.LogOnePlus(Math.Exp(term - sum));
        }

        return Math.Max(0, sum + Math.Log(step / NoiseMultiplier)) / (order - 1);
    }

    private LossSplit Split(double epsilon)
    {
        var threshold = Threshold(epsilon);
        var (p, q) = (Tails(With, threshold), Tails(Without, threshold));
        return new(p.Above, q.Above, p.Below, q.Below);
    }

    // The sum at which the loss is ε; the loss rises, and may be bounded on either side.
    private double Threshold(double epsilon)
    {
        double Excess(double x) => Log(With, x) - Log(Without, x) - epsilon;
        var (low, high) = (-NoiseMultiplier, NoiseMultiplier);
        while (Excess(high) < 0 && high < Farthest * NoiseMultiplier)
        {
            high *= 2;
        }

        while (Excess(low) > 0 && low > -Farthest * NoiseMultiplier)
        {
            low *= 2;
        }

        for (var i = 0; i < 100 && high - low > 1e-14 * (1 + Math.Abs(low)); i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Excess(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // ln of the density over that of N(0, σ²).
    private double Log(double[] chances, double x)
    {
        var log = double.NegativeInfinity;
        for (var j = 0; j < chances.Length; j++)
        {
            if (chances[j] > 0)
            {
                double shift = First + j;
                var term = Math.Log(chances[j]) + shift * (2 * x - shift) / (2 * NoiseMultiplier * NoiseMultiplier);
                log = term > log ? term + NormalTail.LogOnePlus(Math.Exp(log - term)) : log + NormalTail.LogOnePlus(Math.Exp(term - log));
            }
        }

        return log;
    }

    private (double Below, double Above) Tails(double[] chances, double threshold)
    {
        var (below, above) = (0.0, 0.0);
        for (var j = 0; j < chances.Length; j++)
        {
            if (chances[j] > 0)
            {
                var tails = NormalTail.Both((threshold - First - j) / NoiseMultiplier);
                (below, above) = (below + chances[j] * tails.Below, above + chances[j] * tails.Above);
            }
        }

        return (below, above);
    }
}
