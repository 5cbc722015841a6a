using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Accounting;

/// <summary>What a composition costs: the true ε lies from Lower to Upper.</summary>
/// <param name="Lower">The optimistic bound; null where only divergences are accounted, which bound ε from above alone.</param>
/// <param name="Upper">The safe value to report; infinite when nothing is promised.</param>
/// <param name="Name">Which accountant gave Upper: exact, pld or rdp.</param>
public readonly record struct Account(double? Lower, double Upper, string Name);

/// <summary>Accounts for compositions under adding or removing one unit, and reports the tightest valid bounds.</summary>
public static class Accountant
{
    /// <summary>The ε of a composition at δ.</summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 10,000,000 times; at least one.</param>
    /// <param name="delta">0, where only pure mechanisms promise anything, or from 1e-100 to 0.999.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ or a count lies outside its range.</exception>
    public static Account Epsilon(IReadOnlyList<(IMechanism Mechanism, int Count)> steps, double delta)
    {
        Check(steps);
        if (delta == 0)
        {
            var pure = steps.Sum(step => step.Count * MostLoss(step.Mechanism));
            return new(pure, pure, "exact");
        }

        Allowed.Delta(delta);
        if (SquaredMu(steps) is { } squared)
        {
            var exact = GaussianCurve.Epsilon(Math.Sqrt(squared), delta);
            return new(exact, exact, "exact");
        }

        if (!HaveLosses(steps))
        {
            return new(null, RenyiAccountant.Epsilon(steps, delta).Epsilon, "rdp");
        }

        if (steps is [{ Count: 1 } only])
        {
            return OneStep(only.Mechanism, delta);
        }

        var bracket = Larger(steps, (pairs, enough) => LossAccountant.Epsilon(pairs, delta, enough));
        var renyi = RenyiAccountant.Epsilon(steps, delta).Epsilon;
        return renyi < bracket.Upper ? new(bracket.Lower, renyi, "rdp") : new(bracket.Lower, bracket.Upper, "pld");
    }

    /// <summary>The δ of a composition at ε.</summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 10,000,000 times; at least one.</param>
    /// <param name="epsilon">From 0 to 1,000,000.</param>
    /// <returns>Bounds of δ: the lower one is 0 where only divergences are accounted.</returns>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">ε or a count lies outside its range.</exception>
    public static Bracket Delta(IReadOnlyList<(IMechanism Mechanism, int Count)> steps, double epsilon)
    {
        Check(steps);
        Allowed.Within(epsilon, 0, 1_000_000, "An epsilon");
        if (SquaredMu(steps) is { } squared)
        {
            return Bracket.Exact(GaussianCurve.Delta(Math.Sqrt(squared), epsilon));
        }

        var renyi = RenyiAccountant.Delta(steps, epsilon);
        if (!HaveLosses(steps))
        {
            return new(0, renyi);
        }

        if (steps is [{ Count: 1 } only])
        {
            return Bracket.Exact(only.Mechanism.Losses.Max(pair => pair.Delta(epsilon)));
        }

        var losses = Larger(steps, (pairs, enough) => LossAccountant.Delta(pairs, epsilon, enough));
        return losses with { Upper = Math.Min(losses.Upper, renyi) };
    }

    /// <summary>δ over all ε, with what it leaves to attacks: the ceiling of the advantage, the trade-off curve, the source.</summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 10,000,000 times; at least one.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count lies outside its range.</exception>
    public static PrivacyProfile Profile(IReadOnlyList<(IMechanism Mechanism, int Count)> steps)
    {
        Check(steps);
        if (SquaredMu(steps) is { } squared)
        {
            return PrivacyProfile.Of(Math.Sqrt(squared));
        }

        return HaveLosses(steps) ? PrivacyProfile.OfLosses([.. LossAccountant.Directions(steps)]) : PrivacyProfile.OfDivergences(steps);
    }

    /// <summary>
    /// The largest advantage (TPR − FPR) of any attack on one unit: the total variation δ(0) of the composition, far below what one
    /// (ε, δ) allows.
    /// </summary>
    /// <param name="steps">Each mechanism and how often it is used, 1 to 10,000,000 times; at least one.</param>
    /// <exception cref="ArgumentException">There is no step.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count lies outside its range.</exception>
    public static double Advantage(IReadOnlyList<(IMechanism Mechanism, int Count)> steps) => Profile(steps).Advantage.Upper;

    private static Bracket Larger(
        IReadOnlyList<(IMechanism Mechanism, int Count)> steps, Func<IReadOnlyList<(LossPair Pair, int Count)>, double, Bracket> bound)
    {
        var larger = new Bracket(0, 0);
        foreach (var direction in LossAccountant.Directions(steps))
        {
            var next = bound(direction, larger.Lower);
            larger = new(Math.Max(larger.Lower, next.Lower), Math.Max(larger.Upper, next.Upper));
        }

        return larger;
    }

    private static bool HaveLosses(IReadOnlyList<(IMechanism Mechanism, int Count)> steps) => steps.All(step => step.Mechanism.Losses.Count > 0);

    private static double MostLoss(IMechanism mechanism) =>
        mechanism.Losses.Select(pair => pair.Most).DefaultIfEmpty(double.PositiveInfinity).Max();

    private static double? SquaredMu(IReadOnlyList<(IMechanism Mechanism, int Count)> steps) =>
        steps.All(step => step.Mechanism is Gaussian { SamplingRate: 1 })
            ? steps.Sum(step => step.Count / Math.Pow(((Gaussian)step.Mechanism).NoiseMultiplier, 2))
            : null;

    private static Account OneStep(IMechanism mechanism, double delta)
    {
        var pairs = mechanism.Losses;
        var (low, high) = (0.0, pairs.Max(pair => pair.Range(delta / 2).Most));
        if (pairs.All(pair => pair.Delta(0) <= delta))
        {
            return new(0, 0, "exact");
        }

        for (var i = 0; i < 60 && high - low > 1e-15 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = pairs.Any(pair => pair.Delta(middle) > delta) ? (middle, high) : (low, middle);
        }

        return new(low, high, "exact");
    }

    private static void Check(IReadOnlyList<(IMechanism Mechanism, int Count)> steps)
    {
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
