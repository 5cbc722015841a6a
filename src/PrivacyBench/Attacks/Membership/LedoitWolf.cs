using MathNet.Numerics.LinearAlgebra;

namespace PrivacyBench.Attacks.Membership;

/// <summary>A covariance that can be inverted whatever the number of observations.</summary>
internal static class LedoitWolf
{
    // A little of the identity keeps even observations that are all alike from a singular covariance.
    private const double Floor = 1e-9;

    /// <summary>
    /// The covariance S of centred observations, shrunk to the identity of the same trace: (b²/d²)·m·I + (1 − b²/d²)·S with m = tr S/p,
    /// d² = ‖S − mI‖²_F and b² = min(d², Σ‖xxᵀ − S‖²_F/n²) (Ledoit and Wolf 2004, lemmas 3.2 to 3.4).
    /// </summary>
    /// <param name="observations">The observations, of mean 0.</param>
    /// <param name="length">p: the numbers of an observation.</param>
    public static Matrix<double> Covariance(double[][] observations, int length)
    {
        var sum = new double[length * length];
        var fourth = 0.0;
        foreach (var x in observations)
        {
            var square = 0.0;
            for (var i = 0; i < length; i++)
            {
                square += x[i] * x[i];
                for (var j = 0; j <= i; j++)
                {
                    sum[(i * length) + j] += x[i] * x[j];
                }
            }

            fourth += square * square;
        }

        double n = Math.Max(1, observations.Length);
        var sample = Matrix<double>.Build.Dense(length, length, (i, j) => sum[(Math.Max(i, j) * length) + Math.Min(i, j)] / n);
        var mean = sample.Trace() / length;
        var target = Matrix<double>.Build.DenseDiagonal(length, length, mean);
        var distance = Square(sample - target);
        var noise = Math.Min(distance, Math.Max(0, (fourth / (n * n)) - (Square(sample) / n)));
        var shrinkage = distance > 0 ? noise / distance : 1;
        return (shrinkage * target) + ((1 - shrinkage) * sample) + Matrix<double>.Build.DenseDiagonal(length, length, Floor * (1 + mean));
    }

    private static double Square(Matrix<double> matrix) => Math.Pow(matrix.FrobeniusNorm(), 2);
}
