using PrivacyBench.Accounting;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>
/// The most that any attack can do where one unit is replaced by another, as a trade-off curve: the largest true-positive rate at each
/// false-positive rate.
/// </summary>
public sealed class AttackCeiling
{
    private const int Steps = 200;
    private const double Golden = 0.6180339887498949;

    private readonly Func<double, double> curve;

    private AttackCeiling(Func<double, double> curve)
    {
        this.curve = curve;
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < Steps; i++)
        {
            // The curve is concave, so its distance from chance has one peak.
            var (left, right) = (high - ((high - low) * Golden), low + ((high - low) * Golden));
            (low, high) = curve(left) - left > curve(right) - right ? (low, right) : (left, high);
        }

        Advantage = Math.Clamp(curve(high) - high, 0, 1);
    }

    /// <summary>The largest membership advantage, TPR − FPR.</summary>
    public double Advantage { get; }

    /// <summary>What (ε, δ) alone allows: Kairouz, Oh and Viswanath 2015.</summary>
    public static AttackCeiling OfPair(Guarantee guarantee)
    {
        var (epsilon, delta) = Promise.OfReplacement(guarantee);
        return new(rate => AttackBounds.TruePositiveRate(rate, epsilon, delta));
    }

    /// <summary>
    /// What the mechanism's whole curve allows, or (ε, δ) where no curve is known. A replacement is a removal and an addition, and a test of
    /// two steps is at most the curve applied twice (Dong, Roth and Su 2022, theorem 2.14); for Gaussian noise that doubles μ, exactly.
    /// </summary>
    public static AttackCeiling OfCurve(Guarantee guarantee)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        if (guarantee.Curve is not { } once)
        {
            return OfPair(guarantee);
        }

        return guarantee.Adjacency == "add-or-remove"
            ? new(rate => once.TruePositiveRate(once.TruePositiveRate(rate)))
            : new(once.TruePositiveRate);
    }

    /// <summary>The largest true-positive rate at a false-positive rate.</summary>
    public double TruePositiveRate(double falsePositiveRate) => curve(falsePositiveRate);

    /// <summary>
    /// The largest advantage of naming a record's client, (accuracy − guess)/(1 − guess): the accuracy is at most the curve at the best guess
    /// without a view.
    /// </summary>
    /// <remarks>
    /// "The named client is the true one" is a test of membership: with the record there it is true as often as the attack is accurate, and
    /// with another record of its kind in its place, whose client the view says nothing about, no oftener than a guess. Clients keep their
    /// sizes, so that a record that moves is replaced where it leaves: the bound for a pure move would be too low.
    /// </remarks>
    public double Source(double guess) => guess >= 1 ? 0 : Math.Max(0, (curve(guess) - guess) / (1 - guess));
}
