using PrivacyBench.Accounting.Losses;

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
    private const double MostShift = 1000;
    private const double MostVariance = 1e8;

    /// <summary>μ.</summary>
    public double Variance { get; } = Allowed.Within(Variance, 1e-3, 1e24, "A Skellam variance");

    /// <summary>The 2-norm of one contribution.</summary>
    public double Sensitivity { get; } = Allowed.Within(Sensitivity, 1e-12, 1e15, "A sensitivity");

    /// <summary>The 1-norm of one contribution.</summary>
    public double SensitivityL1 { get; } = Allowed.Within(SensitivityL1, Sensitivity, 1e20, "A sensitivity in the 1-norm");

    // One coordinate that changes by a whole number is known in closed form; of more, the worst change is not.
    IReadOnlyList<LossPair> IMechanism.Losses =>
        Sensitivity == SensitivityL1 && Sensitivity == Math.Floor(Sensitivity) && Sensitivity <= MostShift && Variance <= MostVariance
            ? [IntegerLosses.Of(LogChances(), (int)Sensitivity, equallySpaced: false)]
            : [];

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

    // ln of e^{−μ}·I_k(μ), by the ratios of Bessel functions from far out inwards, where the recurrence is stable.
    private double[] LogChances()
    {
        var reach = (int)(40 * Math.Sqrt(Variance) + 2 * Sensitivity + 400);
        var ratios = new double[reach + 1];
        for (var k = reach; k >= 1; k--)
        {
            ratios[k - 1] = 1 / (2 * k / Variance + ratios[k]);
        }

        var logs = new double[reach + 1];
        for (var k = 0; k < reach; k++)
        {
            logs[k + 1] = logs[k] + Math.Log(ratios[k]);
        }

        return logs;
    }
}
