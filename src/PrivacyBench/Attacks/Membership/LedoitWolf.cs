using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// A covariance that can be inverted whatever the number of observations: that of centred observations, S, shrunk to the identity of the
/// same trace, (b²/d²)·m·I + (1 − b²/d²)·S with m = tr S/p, d² = ‖S − mI‖²_F and b² = min(d², Σ‖xxᵀ − S‖²_F/n²) (Ledoit and Wolf 2004,
/// lemmas 3.2 to 3.4).
/// </summary>
/// <param name="length">p: the numbers of an observation.</param>
internal sealed class LedoitWolf(int length)
{
    // A little of the identity keeps even observations that are all alike from a singular covariance.
    private const double Floor = 1e-9;

    private readonly double[,] sums = new double[length, length];
    private double fourth;

    /// <summary>Adds observations of mean 0.</summary>
    /// <param name="columns">Each number of all of them [numbers][observations]; those that are 0 throughout add nothing.</param>
    public void Add(double[][] columns)
    {
        var squares = new double[columns[0].Length];
        for (var i = 0; i < length; i++)
        {
            TensorPrimitives.MultiplyAdd(columns[i], columns[i], squares, squares);
            for (var j = 0; j <= i; j++)
            {
                sums[i, j] += TensorPrimitives.Dot<double>(columns[i], columns[j]);
            }
        }

        fourth += TensorPrimitives.Dot<double>(squares, squares);
    }

    /// <summary>The covariance of what was added.</summary>
    /// <param name="observations">n: how many observations that were.</param>
    public Matrix<double> Of(int observations)
    {
        double n = Math.Max(1, observations);
        var sample = Matrix<double>.Build.Dense(length, length, (i, j) => sums[Math.Max(i, j), Math.Min(i, j)] / n);
        var mean = sample.Trace() / length;
        var target = Matrix<double>.Build.DenseDiagonal(length, length, mean);
        var distance = Square(sample - target);
        var noise = Math.Min(distance, Math.Max(0, (fourth / (n * n)) - (Square(sample) / n)));
        var shrinkage = distance > 0 ? noise / distance : 1;
        return (shrinkage * target) + ((1 - shrinkage) * sample) + Matrix<double>.Build.DenseDiagonal(length, length, Floor * (1 + mean));
    }

    private static double Square(Matrix<double> matrix) => Math.Pow(matrix.FrobeniusNorm(), 2);
}
