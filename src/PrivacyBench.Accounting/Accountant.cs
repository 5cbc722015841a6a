using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Accounting;

/// <summary>What a composition costs: the true ε lies from Lower to Upper.</summary>
/// <param name="Lower">A lower bound: the exact value, or what the single costliest step already costs.</param>
/// <param name="Upper">The safe value to report; infinite when nothing is promised.</param>
/// <param name="Name">Which accountant gave Upper: exact, pld or rdp.</param>
public readonly record struct Account(double Lower, double Upper, string Name);

/// <summary>Accounts for compositions under adding or removing one unit, and reports the tightest valid bound.</summary>
public static class Accountant
{
    // What an advantage may overstate for losses beyond the grid is a hundred-thousandth of this.
    private const double AdvantageDelta = 1e-5;

    /// <summary>The ε of a composition at δ.</summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 100,000 times; at least one.</param>
    /// <param name="delta">From 1e-14 to 0.01.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ or a count lies outside its range.</exception>
    public static Account Epsilon(IReadOnlyList<(IMechanism Mechanism, int Count)> steps, double delta)
    {
        Check(steps, delta);
        if (SquaredMu(steps) is { } squared)
        {
            var exact = GaussianCurve.Epsilon(Math.Sqrt(squared), delta);
            return new(exact, exact, "exact");
        }

        if (steps is [{ Count: 1 } only] && LossCurve.Of(only.Mechanism).Count > 0)
        {
            var (low, high) = OneStep(only.Mechanism, delta);
            return new(low, high, "exact");
        }

        var renyi = RenyiAccountant.Epsilon(steps, delta).Epsilon;
        var losses = LossEpsilon(steps, delta, renyi);
        var (upper, name) = losses < renyi ? (losses, "pld") : (renyi, "rdp");
        return new(Math.Min(upper, steps.Max(step => OneStep(step.Mechanism, delta).Low)), upper, name);
    }

    /// <summary>
    /// The largest advantage (TPR − FPR) of any attack on one unit: the total variation δ(0) of the composition, far below what one
    /// (ε, δ) allows. 1 for mechanisms whose losses have no closed form.
    /// </summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 100,000 times; at least one.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count lies outside its range.</exception>
    public static double Advantage(IReadOnlyList<(IMechanism Mechanism, int Count)> steps)
    {
        Check(steps, AdvantageDelta);
        if (SquaredMu(steps) is { } squared)
        {
            return GaussianCurve.Delta(Math.Sqrt(squared), 0);
        }

        var curves = steps.Select(step => LossCurve.Of(step.Mechanism)).ToList();
        if (curves.Any(curve => curve.Count == 0))
        {
            return 1;
        }

        double InDirection(int direction) =>
            new Composition(Losses(steps, curves, direction, AdvantageDelta, double.PositiveInfinity), tilt: 0).Delta(0);
        return Math.Max(InDirection(0), InDirection(1));
    }

    /// <summary>The upper bound by privacy loss distributions alone; infinite when a mechanism has none in closed form.</summary>
    internal static double LossEpsilon(IReadOnlyList<(IMechanism Mechanism, int Count)> steps, double delta, double near)
    {
        var curves = steps.Select(step => LossCurve.Of(step.Mechanism)).ToList();
        return curves.Any(curve => curve.Count == 0)
            ? double.PositiveInfinity
            : Math.Max(Direction(steps, curves, 0, delta, near), Direction(steps, curves, 1, delta, near));
    }

    private static double Direction(
        IReadOnlyList<(IMechanism Mechanism, int Count)> steps,
        List<IReadOnlyList<LossCurve>> curves,
        int direction,
        double delta,
        double near)
    {
        var losses = Losses(steps, curves, direction, delta, near);
        return new Composition(losses, Composition.BestTilt(losses, delta)).Epsilon(delta);
    }

    private static List<(LossDistribution Losses, int Count)> Losses(
        IReadOnlyList<(IMechanism Mechanism, int Count)> steps,
        List<IReadOnlyList<LossCurve>> curves,
        int direction,
        double delta,
        double near)
    {
        var total = steps.Sum(step => (double)step.Count);
        var chosen = curves.Select(both => both[Math.Min(direction, both.Count - 1)]).ToList();

        // What lies beyond the grid is infinite loss; together it takes a hundred-thousandth of δ.
        var lost = 1e-5 * delta / total;
        var spacing = Math.Min(
            chosen.Min(curve => LossDistribution.FineSpacing(curve, lost)), Math.Max(near, 1e-6) / (20 * Math.Sqrt(total)));
        return [.. chosen.Zip(steps, (curve, step) => (LossDistribution.Of(curve, spacing, lost), step.Count))];
    }

    private static double? SquaredMu(IReadOnlyList<(IMechanism Mechanism, int Count)> steps) =>
        steps.All(step => step.Mechanism is Gaussian { SamplingRate: 1 })
            ? steps.Sum(step => step.Count / Math.Pow(((Gaussian)step.Mechanism).NoiseMultiplier, 2))
            : null;

    private static (double Low, double High) OneStep(IMechanism mechanism, double delta)
    {
        var curves = LossCurve.Of(mechanism);
        if (curves.All(curve => curve.Delta(0) <= delta))
        {
            return (0, 0);
        }

        var (low, high) = (0.0, 1e4);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = curves.Any(curve => curve.Delta(middle) > delta) ? (middle, high) : (low, middle);
        }

        return (low, high);
    }

    private static void Check(IReadOnlyList<(IMechanism Mechanism, int Count)> steps, double delta)
    {
        Allowed.Delta(delta);
        if (steps.Count == 0)
        {
            throw new ArgumentException("A composition has at least one step; found none.", nameof(steps));
        }

        foreach (var step in steps)
        {
            Allowed.Steps(step.Count);
        }
    }
}
