using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Accounting.Losses;

/// <summary>The hockey-stick divergence δ(ε) of one step in one direction, for every real ε, and where its losses lie.</summary>
/// <param name="Delta">δ(ε), convex in e^ε.</param>
/// <param name="Least">Losses below this have at most 1e-16 of the mass.</param>
/// <param name="Deviation">At least about the standard deviation of the loss: sets how fine a grid must be.</param>
internal sealed record LossCurve(Func<double, double> Delta, double Least, double Deviation)
{
    // A normal variable exceeds this many deviations with chance 5e-17.
    private const double Far = 8.3;

    /// <summary>The curves of both directions, or none for a mechanism whose losses are not known in closed form.</summary>
    public static IReadOnlyList<LossCurve> Of(IMechanism mechanism) => mechanism switch
    {
        Gaussian gaussian => [Removed(gaussian), Added(gaussian)],
        Laplace laplace => [Symmetric(epsilon => -Math.Exp((epsilon - 1 / laplace.Scale) / 2) + 1, 1 / laplace.Scale)],
        RandomizedResponse response => [Symmetric(
            epsilon => (1 - Math.Exp(epsilon - response.Epsilon)) / (1 + Math.Exp(-response.Epsilon)), response.Epsilon)],
        _ => [],
    };

    private static LossCurve Symmetric(Func<double, double> between, double most) =>
        new(epsilon => epsilon >= most ? 0 : epsilon <= -most ? 1 - Math.Exp(epsilon) : between(epsilon), -most, most);

    /// <summary>The unit is in the first data set: P = (1−q)N(0, σ²) + qN(1, σ²) against Q = N(0, σ²).</summary>
    private static LossCurve Removed(Gaussian gaussian)
    {
        var (sigma, rate) = (gaussian.NoiseMultiplier, gaussian.SamplingRate);
        double Delta(double epsilon)
        {
            var ratio = Math.Exp(epsilon) - 1 + rate;
            if (ratio <= 0)
            {
                return 1 - Math.Exp(epsilon);
            }

            var x = sigma * sigma * Math.Log(ratio / rate) + 0.5;
            return rate * NormalTail.Below((1 - x) / sigma) + (1 - rate - Math.Exp(epsilon)) * NormalTail.Below(-x / sigma);
        }

        return new(Delta, rate == 1 ? LossAt(gaussian, 1 - Far * sigma) : NormalTail.LogOnePlus(-rate), DeviationOf(gaussian));
    }

    /// <summary>The unit is in the second data set: P = N(0, σ²).</summary>
    private static LossCurve Added(Gaussian gaussian)
    {
        var (sigma, rate) = (gaussian.NoiseMultiplier, gaussian.SamplingRate);
        double Delta(double epsilon)
        {
            var ratio = Math.Exp(-epsilon) - 1 + rate;
            if (ratio <= 0)
            {
                return 0;
            }

            var x = sigma * sigma * Math.Log(ratio / rate) + 0.5;
            var unsampled = NormalTail.Below(x / sigma);
            return unsampled - Math.Exp(epsilon) * ((1 - rate) * unsampled + rate * NormalTail.Below((x - 1) / sigma));
        }

        return new(Delta, -LossAt(gaussian, Far * sigma), DeviationOf(gaussian));
    }

    private static double LossAt(Gaussian gaussian, double x) => Math.Log(
        1 - gaussian.SamplingRate
        + gaussian.SamplingRate * Math.Exp((2 * x - 1) / (2 * gaussian.NoiseMultiplier * gaussian.NoiseMultiplier)));

    // The root of the chi-squared divergence, which is the deviation to first order, and far above it for little noise.
    private static double DeviationOf(Gaussian gaussian) =>
        gaussian.SamplingRate * Math.Sqrt(Math.Exp(1 / (gaussian.NoiseMultiplier * gaussian.NoiseMultiplier)) - 1);
}
