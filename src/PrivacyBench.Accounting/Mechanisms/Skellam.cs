namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>
/// Differences of Poisson numbers on integers (Agarwal, Kairouz and Liu 2021, theorem 3.5). Sums of them are again Skellam: a dropout
/// takes its share of the variance away.
/// </summary>
/// <param name="Variance">μ, the variance of the whole sum in integer units, above 0.</param>
/// <param name="Sensitivity">The 2-norm of one contribution in integer units, with what rounding adds; above 0.</param>
/// <param name="SensitivityL1">The 1-norm of one contribution in integer units, at least the 2-norm.</param>
public sealed record Skellam(double Variance, double Sensitivity, double SensitivityL1) : IMechanism
{
    /// <summary>μ.</summary>
    public double Variance { get; } = Allowed.Within(Variance, 1e-3, 1e24, "A Skellam variance");

    /// <summary>The 2-norm of one contribution.</summary>
    public double Sensitivity { get; } = Allowed.Within(Sensitivity, 1e-12, 1e15, "A sensitivity");

    /// <summary>The 1-norm of one contribution.</summary>
    public double SensitivityL1 { get; } = Allowed.Within(SensitivityL1, Sensitivity, 1e20, "A sensitivity in the 1-norm");

    /// <inheritdoc/>
    public double Renyi(double order)
    {
        // The theorem holds for whole orders. Between them (α − 1)·R(α) is convex, so it lies below the chord.
        var below = Math.Floor(order);
        var part = order - below;
        return ((1 - part) * (below - 1) * AtWhole(below) + part * below * AtWhole(below + 1)) / (order - 1);
    }

    private double AtWhole(double order)
    {
        var square = Sensitivity * Sensitivity;
        return order * square / (2 * Variance) + Math.Min(
            ((2 * order - 1) * square + 6 * SensitivityL1) / (4 * Variance * Variance),
            3 * SensitivityL1 / (2 * Variance));
    }
}
