using MathNet.Numerics.LinearAlgebra;

namespace PrivacyBench.Attacks.Membership;

/// <summary>Normal distributions of records' series: each record's own mean, and one covariance of all residuals.</summary>
/// <param name="Means">The mean of each record.</param>
/// <param name="Precision">Σ⁻¹.</param>
/// <param name="HalfLogDeterminant">½ ln |Σ|.</param>
internal sealed record SeriesFit(double[][] Means, Matrix<double> Precision, double HalfLogDeterminant)
{
    /// <summary>Fits the series of the references of one side; a record with none on that side is given the mean of all.</summary>
    /// <param name="series">Of each reference and record the series.</param>
    /// <param name="isOnSide">Whether a reference is on the side for a record.</param>
    public static SeriesFit Of(double[][][] series, Func<int, int, bool> isOnSide)
    {
        var length = series[0][0].Length;
        var side = series[0].Select((_, i) => series.Where((_, r) => isOnSide(r, i)).Select(of => of[i]).ToArray()).ToArray();
        var all = Mean([.. side.SelectMany(of => of)], length);
        var means = Array.ConvertAll(side, of => of.Length == 0 ? all : Mean(of, length));
        var covariance = LedoitWolf.Covariance([.. side.SelectMany((of, i) => of.Select(one => Less(one, means[i])))], length);
        var factor = covariance.Cholesky();
        return new(means, factor.Solve(Matrix<double>.Build.DenseIdentity(length)), 0.5 * factor.DeterminantLn);
    }

    /// <summary>A series less the record's mean.</summary>
    public Vector<double> Residual(double[] series, int record) => Vector<double>.Build.Dense(Less(series, Means[record]));

    /// <summary>The logarithm of the density, up to a constant.</summary>
    public double LogDensity(double[] series, int record)
    {
        var residual = Residual(series, record);
        return (-0.5 * (residual * (Precision * residual))) - HalfLogDeterminant;
    }

    /// <summary>The mean residual over all records and references of a side.</summary>
    public Vector<double> MeanResidual(double[][][] series, Func<int, int, bool> isOnSide)
    {
        double[][] residuals =
            [.. series.SelectMany((of, r) => of.Where((_, i) => isOnSide(r, i)).Zip(Means.Where((_, i) => isOnSide(r, i)), Less))];
        return Vector<double>.Build.Dense(Mean(residuals, Precision.RowCount));
    }

    /// <summary>Σ⁻¹d/√(dᵀΣ⁻¹d): with these weights residuals have deviation 1, and a shift along d stands out most.</summary>
    public Vector<double> Weights(Vector<double> direction)
    {
        var weights = Precision * direction;
        return weights / Math.Sqrt(Math.Max(double.Epsilon, direction * weights));
    }

    private static double[] Mean(double[][] of, int length)
    {
        var mean = new double[length];
        foreach (var one in of)
        {
            for (var t = 0; t < length; t++)
            {
                mean[t] += one[t] / of.Length;
            }
        }

        return mean;
    }

    private static double[] Less(double[] a, double[] b)
    {
        var less = new double[a.Length];
        System.Numerics.Tensors.TensorPrimitives.Subtract(a, b, less);
        return less;
    }
}
