namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>
/// The sum of independent discrete Gaussian shares, which is not itself one (Kairouz, Liu and Steinke 2021, proposition 14). Count only
/// the shares whose noise an observer does not know: survivors less colluders.
/// </summary>
/// <param name="Shares">n, at least 1.</param>
/// <param name="Deviation">σ of one share in integer units, at least 0.5.</param>
/// <param name="Dimension">Coordinates of the sum, at least 1.</param>
/// <param name="Sensitivity">The 2-norm of one contribution in integer units, with what rounding adds; above 0.</param>
/// <param name="SensitivityL1">The 1-norm of one contribution in integer units, at least the 2-norm.</param>
public sealed record DiscreteGaussianSum(int Shares, double Deviation, int Dimension, double Sensitivity, double SensitivityL1)
    : IMechanism
{
    /// <summary>n.</summary>
    public int Shares { get; } = (int)Allowed.Within(Shares, 1, 1_000_000, "A number of shares");

    /// <summary>σ of one share in integer units.</summary>
    public double Deviation { get; } = Allowed.Within(Deviation, 0.5, 1e12, "A discrete deviation");

    /// <summary>Coordinates of the sum.</summary>
    public int Dimension { get; } = (int)Allowed.Within(Dimension, 1, 1e9, "A dimension");

    /// <summary>The 2-norm of one contribution.</summary>
    public double Sensitivity { get; } = Allowed.Within(Sensitivity, 1e-12, 1e15, "A sensitivity");

    /// <summary>The 1-norm of one contribution.</summary>
    public double SensitivityL1 { get; } = Allowed.Within(SensitivityL1, Sensitivity, 1e20, "A sensitivity in the 1-norm");

    // How far the sum is from one discrete Gaussian of the same variance, in a coordinate.
    private readonly double tau = Enumerable.Range(1, Shares - 1)
        .Sum(k => 10 * Math.Exp(-2 * Math.PI * Math.PI * Deviation * Deviation * k / (k + 1.0)));

    /// <inheritdoc/>
    public double Renyi(double order)
    {
        var d2 = Sensitivity / (Math.Sqrt(Shares) * Deviation);
        var d1 = SensitivityL1 / (Math.Sqrt(Shares) * Deviation);
        var wide = d2 + Math.Sqrt(Dimension) * tau;
        return Math.Min(
            order * d2 * d2 / 2 + tau * Dimension,
            order / 2 * Math.Min(d2 * d2 + 2 * d1 * tau + tau * tau * Dimension, wide * wide));
    }
}
