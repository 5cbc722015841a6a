using MathNet.Numerics.LinearAlgebra;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Weighs what speaks for each of several clients: P(k) ∝ exp(Σ_j w_j·x_kj), with the weights w likeliest on records whose client is
/// known (McFadden 1974, conditional logit).
/// </summary>
internal static class ConditionalLogit
{
    private const int Iterations = 12;
    private const double Ridge = 1e-2;
    private const double Closest = 1e-4;

    /// <summary>The weights of the features, by Newton's method; a little ridge keeps a perfect fit finite.</summary>
    /// <param name="records">For each record the features [clients][features], and the client that holds it.</param>
    public static double[] Fit(IReadOnlyList<(double[][] Features, int Source)> records)
    {
        var count = records[0].Features[0].Length;
        var weights = Vector<double>.Build.Dense(count);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var slope = -Ridge * weights;
            var curve = Ridge * Matrix<double>.Build.DenseIdentity(count);
            foreach (var (features, source) in records)
            {
                Add(features, source, weights, slope, curve);
            }

            var step = curve.Solve(slope);
            weights += step;
            if (step.InfinityNorm() < Closest)
            {
                break;
            }
        }

        return weights.ToArray();
    }

    /// <summary>Adds one record's gradient and curvature of the log-likelihood.</summary>
    private static void Add(double[][] features, int source, Vector<double> weights, Vector<double> slope, Matrix<double> curve)
    {
        var chances = Chances([.. features.Select(x => Score(x, weights))]);
        var mean = new double[weights.Count];
        foreach (var (x, chance) in features.Zip(chances))
        {
            for (var a = 0; a < mean.Length; a++)
            {
                mean[a] += chance * x[a];
            }
        }

        for (var a = 0; a < mean.Length; a++)
        {
            slope[a] += features[source][a] - mean[a];
            for (var b = 0; b < mean.Length; b++)
            {
                curve[a, b] += features.Zip(chances, (x, chance) => chance * (x[a] - mean[a]) * (x[b] - mean[b])).Sum();
            }
        }
    }

    private static double Score(double[] features, Vector<double> weights) => features.Select((x, a) => x * weights[a]).Sum();

    private static double[] Chances(double[] scores)
    {
        var highest = scores.Max();
        double[] shares = [.. scores.Select(score => Math.Exp(score - highest))];
        var total = shares.Sum();
        return Array.ConvertAll(shares, share => share / total);
    }
}
