using PrivacyBench.Accounting.Audits;

namespace PrivacyBench.Measurement;

/// <summary>A lower bound on ε.</summary>
/// <param name="Method">"clopper-pearson", "curve", "one-run" or "one-run-fdp".</param>
/// <param name="Epsilon">The bound, or null with the reason.</param>
/// <param name="Ceiling">The largest bound that a sample of this size could show; null likewise.</param>
/// <param name="Reason">Why there is no bound.</param>
public sealed record AuditBound(string Method, double? Epsilon, double? Ceiling, string? Reason = null);

/// <summary>Lower bounds on the ε of adding or removing one planted canary, by several methods.</summary>
/// <param name="Unit">What a canary is: "record" or "client".</param>
/// <param name="Delta">The δ at which ε is bounded: the promised one, or 1e-5 where nothing is promised.</param>
/// <param name="Confidence">The chance that none of the bounds of all audits of the arm's position lies above the truth, at least.</param>
/// <param name="Bounds">One for each method.</param>
/// <remarks>
/// <para>Counts of members and non-members are turned into bounds by Clopper and Pearson; canaries that share a model count for fewer
/// (<see cref="HalvedCounts"/>), at thresholds of the other half of the federations. Where a mechanism is promised, the whole ROC curve is held
/// against its trade-off curve, and a bound is the ε of the same mechanism with the most noise that allows such a curve
/// (<see cref="LeastArea"/>, <see cref="AreaAudit"/>); that presumes the kind of the mechanism and no amount of noise.</para>
/// <para>In a single run each canary is in by a coin of its own (Steinke, Nasr and Jagielski 2023; Mahloujifar, Melis and Chaudhuri 2024 for a
/// known curve). Federations are trained apart and no canary reaches into another's: all of them together are one mechanism with as
/// many independent coins, each of which moves one federation only, so they are one run with the canaries of all. That needs guesses which follow
/// from what is observed alone: the highest scores over all federations are guessed in and as many of the lowest out, and no threshold nor
/// reference uses the truth of any federation. Several numbers of guesses are tried, and the confidence is divided among them.</para>
/// </remarks>
public sealed record CanaryAudit(string Unit, double Delta, double Confidence, IReadOnlyList<AuditBound> Bounds)
{
    private const int Methods = 4;
    private const string NotGaussian = "Holds only where Gaussian noise dominates what is seen, which is not known here.";
    private const string NoKind = "Presumes the kind of a mechanism, and none is promised here for such canaries.";
    private const string TooFew = "Fewer than 5 federations do not show how correlated the canaries of one are.";

    // The share of canaries that are guessed in, and as many out. Coins do not fall half and half, so more than these would guess wrong at the border.
    private static readonly double[] Shares = [0.4, 0.25, 0.125, 0.0625];

    /// <summary>The bounds from the canaries of an attack.</summary>
    /// <param name="cell">Each federation's scored canaries.</param>
    /// <param name="unit">What a canary is.</param>
    /// <param name="delta">The δ at which ε is bounded.</param>
    /// <param name="family">The promised mechanism with more and with less noise; null where none is promised.</param>
    /// <param name="random">The stream of the folds.</param>
    /// <param name="confidence">The confidence in all bounds together.</param>
    /// <param name="tried">How many audits were tried, at least 1.</param>
    /// <exception cref="ArgumentException">The cell has no federation, or holds no canary that is in or none that is out.</exception>
    public static CanaryAudit Of(
        IReadOnlyList<ScoredFederation> cell, string unit, double delta, NoiseFamily? family, RandomStream random, double confidence, int tried)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentOutOfRangeException.ThrowIfLessThan(tried, 1);
        var significance = (1 - confidence) / tried / Methods;
        var guesses = Guesses(cell);
        AuditBound[] bounds =
        [
            Counted(counts => CountAudit.ClopperPearsonEpsilon(counts, delta, significance)),
            Curve(),
            Guessed("one-run", true, of => OneRunAudit.Epsilon(of, delta, significance / Shares.Length)),
            Guessed("one-run-fdp", family is { IsGaussian: true }, of => OneRunAudit.GaussianEpsilon(of, delta, significance / Shares.Length)),
        ];
        return new(unit, delta, confidence, Array.ConvertAll(bounds, Saying));

        AuditBound Saying(AuditBound bound) => bound.Ceiling == 0
            ? new(bound.Method, null, null, FormattableString.Invariant($"No attack on so few canaries could show anything at a δ of {delta:0.#e+0}."))
            : bound;

        AuditBound Counted(Func<Counts, double> bound)
        {
            var of = HalvedCounts.Of(cell, random, significance, bound);
            return of is { Counts: { } counts, Perfect: { } perfect }
                ? new("clopper-pearson", bound(counts), bound(perfect))
                : new("clopper-pearson", null, null, of.Reason);
        }

        AuditBound Curve() => (family, LeastArea.Of(cell, significance), LeastArea.OfPerfect(cell, significance)) switch
        {
            (null, _, _) => new("curve", null, null, NoKind),
            (_, { } area, { } perfect) => new("curve", AreaAudit.Epsilon(area, family), AreaAudit.Epsilon(perfect, family)),
            _ => new("curve", null, null, TooFew),
        };

        AuditBound Guessed(string method, bool isValid, Func<Guesses, double> bound) => isValid
            ? new(method, guesses.Max(bound), guesses.Max(of => bound(of.Perfect)))
            : new(method, null, null, NotGaussian);
    }

    /// <summary>Whether bounds lie above an ε, but none of those that hold for every mechanism.</summary>
    internal bool IsOnlyPresumed(double epsilon) => !Bounds.Any(b => b.Method is "clopper-pearson" or "one-run" && b.Epsilon > epsilon);

    private static Guesses[] Guesses(IReadOnlyList<ScoredFederation> cell)
    {
        bool[] ranked =
        [
            .. cell.SelectMany(of => of.Scores.Zip(of.Members, (score, isIn) => (score, isIn))).OrderByDescending(of => of.score).Select(of => of.isIn),
        ];
        return
        [
            .. Shares.Select(share => Math.Max(1, (int)(share * ranked.Length))).Select(side => new Guesses(
                ranked.Length, 2 * side, ranked[..side].Count(isIn => isIn) + ranked[^side..].Count(isIn => !isIn))),
        ];
    }
}
