using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Accounting;

/// <summary>
/// δ as a function of ε for a whole composition (its privacy profile: Balle, Barthe and Gaboardi 2020), and what follows from all of it for
/// attacks. That is more than any one (ε, δ) says. Bounds bracket the truth: the strongest attack that is possible at all lies within.
/// </summary>
public sealed class PrivacyProfile
{
    private const double FarthestEpsilon = 60;
    private const int Halvings = 60;

    private readonly Func<double, Bracket> delta;
    private readonly Func<double, Bracket> reverse;
    private readonly Lazy<Func<double, Bracket>> move;

    private PrivacyProfile(Func<double, Bracket> delta, Func<double, Bracket> reverse, Func<Func<double, Bracket>> move) =>
        (this.delta, this.reverse, this.move) = (delta, reverse, new(move));

    /// <summary>The largest advantage, TPR − FPR, of any attack on the membership of one unit: the total variation δ(0).</summary>
    public Bracket Advantage => delta(0);

    /// <summary>The profile of Gaussian noise with shift μ, exactly.</summary>
    /// <param name="mu">The shift in standard deviations, from 0 to 1400; over T unsampled rounds μ√T.</param>
    /// <exception cref="ArgumentOutOfRangeException">μ lies outside its range.</exception>
    public static PrivacyProfile Of(double mu)
    {
        Allowed.Within(mu, 0, 1400, "A Gaussian shift");
        Func<double, Bracket> Curve(double shift) => epsilon => Bracket.Exact(GaussianCurve.AnyDelta(shift, epsilon));
        return new(Curve(mu), Curve(mu), () => Curve(mu * Math.Sqrt(2)));
    }

    /// <summary>δ at ε, the larger of both directions.</summary>
    /// <param name="epsilon">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is negative or not a number.</exception>
    public Bracket Delta(double epsilon)
    {
        Allowed.Within(epsilon, 0, double.MaxValue, "An epsilon");
        var (one, other) = (delta(epsilon), reverse(epsilon));
        return new(Math.Max(one.Lower, other.Lower), Math.Max(one.Upper, other.Upper));
    }

    /// <summary>
    /// The largest true-positive rate at a false-positive rate, the trade-off curve of Dong, Roth and Su 2022: the smallest e^ε·FPR + δ(ε)
    /// over all real ε (their proposition 2.12).
    /// </summary>
    /// <param name="falsePositiveRate">From 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1.</exception>
    public Bracket TruePositiveRate(double falsePositiveRate)
    {
        Allowed.Probability(falsePositiveRate);
        double Rate(double epsilon, double delta) => Math.Min(1, Math.Exp(epsilon) * falsePositiveRate + delta);
        return Smallest(-FarthestEpsilon, delta, Rate);
    }

    /// <summary>
    /// The largest accuracy of naming the client that holds a unit among K equally likely ones: the smallest
    /// (e^ε + (K−1)δ)/(K − 1 + e^ε) over all ε, δ(ε) being that of moving the unit. A move takes it from one client's outputs and adds it to
    /// another's, and the adversary sees both.
    /// </summary>
    /// <param name="clients">K, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no client.</exception>
    public Bracket SourceAccuracy(int clients)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clients, 1);
        return Smallest(-FarthestEpsilon, move.Value, (epsilon, delta) =>
            Math.Min(1, (Math.Exp(epsilon) + (clients - 1) * delta) / (clients - 1 + Math.Exp(epsilon))));
    }

    internal static PrivacyProfile OfLosses(IReadOnlyList<IReadOnlyList<(LossPair Pair, int Count)>> directions)
    {
        static Func<double, Bracket> Curve(IReadOnlyList<(LossPair Pair, int Count)> steps)
        {
            var whole = LossAccountant.Whole(steps);
            return epsilon => new(whole.Lower.Delta(epsilon), whole.Upper.Delta(epsilon));
        }

        var delta = Curve(directions[0]);
        return new(
            delta,
            directions.Count == 1 ? delta : Curve(directions[1]),
            () => Curve([.. directions[0], .. directions[0].Select(step => (step.Pair.Reversed(), step.Count))]));
    }

    internal static PrivacyProfile OfDivergences(IReadOnlyList<(IMechanism Mechanism, int Count)> steps)
    {
        // Below 0, 1 − e^ε(1 − δ(−ε)) is what the reverse direction leaves, and divergences hold in both.
        Func<double, Bracket> Curve(IReadOnlyList<(IMechanism Mechanism, int Count)> composed) => epsilon => new(
            Math.Max(0, 1 - Math.Exp(epsilon)),
            epsilon >= 0
                ? RenyiAccountant.Delta(composed, epsilon)
                : 1 - Math.Exp(epsilon) * (1 - RenyiAccountant.Delta(composed, -epsilon)));
        return new(Curve(steps), Curve(steps), () => Curve([.. steps, .. steps]));
    }

    // Both bounds of the smallest value over ε ≥ from: the sum of a line and a convex function of e^ε, over a line, has one valley.
    private static Bracket Smallest(double from, Func<double, Bracket> delta, Func<double, double, double> value)
    {
        double Over(Func<double, double> bound)
        {
            var (low, high) = (from, FarthestEpsilon);
            for (var i = 0; i < Halvings; i++)
            {
                var (left, right) = (high - (high - low) * 0.618034, low + (high - low) * 0.618034);
                (low, high) = bound(left) < bound(right) ? (low, right) : (left, high);
            }

            return bound((low + high) / 2);
        }

        return new(Over(epsilon => value(epsilon, delta(epsilon).Lower)), Over(epsilon => value(epsilon, delta(epsilon).Upper)));
    }
}
