using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using PrivacyBench.Federation;

namespace PrivacyBench.Attacks.Membership;

/// <summary>Normal distributions of records' series: each record's own mean, and one covariance of all residuals.</summary>
/// <param name="Means">The mean of each record [numbers][records].</param>
/// <param name="Precision">Σ⁻¹.</param>
/// <param name="HalfLogDeterminant">½ ln |Σ|.</param>
internal sealed record SeriesFit(double[][] Means, Matrix<double> Precision, double HalfLogDeterminant)
{
    /// <summary>Fits the series of one side.</summary>
    public static SeriesFit Of(SeriesSide side)
    {
        var means = side.Means();
        var covariance = new LedoitWolf(side.Length);
        foreach (var residuals in side.Residuals(means))
        {
            covariance.Add(residuals);
        }

        var factor = covariance.Of(side.Count).Cholesky();
        return new(means, factor.Solve(Matrix<double>.Build.DenseIdentity(side.Length)), 0.5 * factor.DeterminantLn);
    }

    /// <summary>The logarithm of the density of each record's series, up to a constant.</summary>
    public double[] LogDensities(Predictions[] series)
    {
        var residuals = Residuals(series);
        var squares = new double[residuals[0].Length];
        for (var t = 0; t < residuals.Length; t++)
        {
            TensorPrimitives.MultiplyAdd(residuals[t], Weighted(residuals, Precision.Row(t)), squares, squares);
        }

        TensorPrimitives.Multiply(squares, -0.5, squares);
        TensorPrimitives.Subtract(squares, HalfLogDeterminant, squares);
        return squares;
    }

    /// <summary>
    /// How far each record's series lies along a direction d, with weights Σ⁻¹d/√(dᵀΣ⁻¹d): residuals have deviation 1 then, and a shift
    /// along d stands out most.
    /// </summary>
    public double[] Along(Predictions[] series, Vector<double> direction)
    {
        var weights = Precision * direction;
        return Weighted(Residuals(series), weights / Math.Sqrt(Math.Max(double.Epsilon, direction * weights)));
    }

    /// <summary>The mean residual over all records and references of a side.</summary>
    public Vector<double> MeanResidual(SeriesSide side)
    {
        var sums = new double[Means.Length];
        foreach (var residuals in side.Residuals(Means))
        {
            for (var t = 0; t < sums.Length; t++)
            {
                sums[t] += TensorPrimitives.Sum<double>(residuals[t]);
            }
        }

        return Vector<double>.Build.Dense(sums) / Math.Max(1, side.Count);
    }

    private double[][] Residuals(Predictions[] series) => [.. series.Zip(Means, (answers, mean) =>
    {
        var less = new double[mean.Length];
        TensorPrimitives.Subtract(answers.ScaledLogits, mean, less);
        return less;
    })];

    private static double[] Weighted(double[][] columns, Vector<double> weights)
    {
        var sum = new double[columns[0].Length];
        for (var t = 0; t < columns.Length; t++)
        {
            TensorPrimitives.MultiplyAdd(columns[t], weights[t], sum, sum);
        }

        return sum;
    }
}
