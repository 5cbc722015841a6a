using System.Numerics.Tensors;
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
        var chances = Chances(features, weights);
        var mean = new double[weights.Count];
        for (var k = 0; k < features.Length; k++)
        {
            for (var a = 0; a < mean.Length; a++)
            {
                mean[a] += chances[k] * features[k][a];
            }
        }

        for (var a = 0; a < mean.Length; a++)
        {
            slope[a] += features[source][a] - mean[a];
            for (var b = 0; b < mean.Length; b++)
            {
                var spread = 0.0;
                for (var k = 0; k < features.Length; k++)
                {
                    spread += chances[k] * (features[k][a] - mean[a]) * (features[k][b] - mean[b]);
                }

                curve[a, b] += spread;
            }
        }
    }

    private static double[] Chances(double[][] features, Vector<double> weights)
    {
        var shares = new double[features.Length];
        for (var k = 0; k < shares.Length; k++)
        {
            for (var a = 0; a < weights.Count; a++)
            {
                shares[k] += features[k][a] * weights[a];
            }
        }

        TensorPrimitives.SoftMax<double>(shares, shares);
        return shares;
    }
}
