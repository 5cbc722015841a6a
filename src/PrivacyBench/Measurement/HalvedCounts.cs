using MathNet.Numerics.Distributions;
using PrivacyBench.Accounting.Audits;

namespace PrivacyBench.Measurement;

/// <summary>
/// How many members and non-members are called members, each half of the federations at the threshold that has the largest bound on the
/// other half, as counts of independent trials.
/// </summary>
/// <param name="Counts">The counts, or null with the reason.</param>
/// <param name="Perfect">What a perfect attack would count with as many records and federations; null likewise.</param>
/// <param name="Reason">Why there are none.</param>
/// <remarks>
/// The records of a federation count for fewer than they are where they are correlated: an effective number of trials stands in the
/// interval of Clopper and Pearson (Korn and Graubard 1998, "Confidence intervals for proportions with small expected number of positive
/// counts estimated from survey data", section 2). Fewer than five federations do not show how correlated they are.
/// </remarks>
internal sealed record HalvedCounts(Counts? Counts, Counts? Perfect, string? Reason)
{
    private const int FewestFederations = 5;

    /// <summary>The counts of a cell.</summary>
    /// <param name="cell">The scored federations; together they hold members and non-members.</param>
    /// <param name="random">The stream of the folds.</param>
    /// <param name="significance">The chance of a bound above the truth.</param>
    /// <param name="bound">The bound that a threshold is chosen for.</param>
    public static HalvedCounts Of(IReadOnlyList<ScoredFederation> cell, RandomStream random, double significance, Func<Counts, double> bound)
    {
        var members = MembershipMeasures.MembersOf(cell);
        if (cell.Count < FewestFederations)
        {
            return new(null, null, FormattableString.Invariant(
                $"{cell.Count} federations do not bound epsilon: at least {FewestFederations} are needed, since the records of one share a model."));
        }

        var folds = Folds.Of(members, random);
        double[] thresholds = [Best(cell, folds, 1, bound), Best(cell, folds, 0, bound)];
        Calls[] calls = [.. cell.Select((federation, f) => Calls.Of(federation, thresholds[folds[f].FirstOrDefault()]))];
        var positives = Trials.Of([.. calls.Select(c => (c.TruePositives, c.Members))], significance);
        var negatives = Trials.Of([.. calls.Select(c => (c.FalsePositives, c.NonMembers))], significance);
        if (positives.All < 1 || negatives.All < 1)
        {
            return new(null, null, "The records of a federation are so correlated that they count for less than one.");
        }

        return new(
            new(
                (int)(positives.Rate * positives.Effective), positives.Effective,
                (int)Math.Ceiling(negatives.Rate * negatives.Effective), negatives.Effective),
            new(positives.All, positives.All, 0, negatives.All),
            null);
    }

    /// <summary>
    /// The threshold with the largest bound on one half, among those that call 0, 1, 2, 4, … non-members members or leave that many
    /// members out.
    /// </summary>
    private static double Best(IReadOnlyList<ScoredFederation> cell, int[][] folds, int half, Func<Counts, double> bound)
    {
        ScoredFederation[] of = [.. cell.Where((_, f) => folds[f].FirstOrDefault() == half)];
        double[] outside = [.. Scores(of, member: false).OrderDescending()];
        double[] inside = [.. Scores(of, member: true).Order()];
        if (inside.Length == 0 || outside.Length == 0)
        {
            return double.PositiveInfinity;
        }

        // Above the score of the (k + 1)-th highest non-member only k non-members are called members.
        var thresholds = Powers(outside.Length).Select(k => Math.BitIncrement(outside[k])).Concat(Powers(inside.Length).Select(k => inside[k]));
        return thresholds.MaxBy(threshold =>
        {
            Calls[] calls = [.. of.Select(federation => Calls.Of(federation, threshold))];
            return bound(new(calls.Sum(c => c.TruePositives), inside.Length, calls.Sum(c => c.FalsePositives), outside.Length));
        });
    }

    private static IEnumerable<double> Scores(ScoredFederation[] cell, bool member) =>
        cell.SelectMany(federation => federation.Scores.Where((_, r) => federation.Members[r] == member));

    private static IEnumerable<int> Powers(int below)
    {
        for (var k = 0; k < below; k = Math.Max(1, 2 * k))
        {
            yield return k;
        }
    }

    private readonly record struct Calls(int TruePositives, int Members, int FalsePositives, int NonMembers)
    {
        public static Calls Of(ScoredFederation federation, double threshold)
        {
            var called = federation.Scores.Select(score => score >= threshold).ToArray();
            return new(
                called.Where((c, r) => c && federation.Members[r]).Count(), federation.Members.Count(m => m),
                called.Where((c, r) => c && !federation.Members[r]).Count(), federation.Members.Count(m => !m));
        }
    }

    /// <summary>Trials that are correlated inside federations, as a smaller number of independent ones.</summary>
    /// <param name="Rate">The share of hits.</param>
    /// <param name="Effective">As many independent trials would know as much, rounded down.</param>
    /// <param name="All">Likewise if the trials of a federation were independent.</param>
    private readonly record struct Trials(double Rate, int Effective, int All)
    {
        public static Trials Of((int Hits, int Count)[] federations, double significance)
        {
            double all = federations.Sum(of => of.Count);
            var rate = federations.Sum(of => of.Hits) / all;
            var freedom = federations.Length - 1.0;
            // The variance of a ratio of sums over federations, against that of independent trials.
            var variance = federations.Sum(of => Math.Pow(of.Hits - (rate * of.Count), 2)) * federations.Length / freedom / (all * all);
            var effect = rate is > 0 and < 1 ? Math.Max(1, variance / (rate * (1 - rate) / all)) : 1;
            var level = 1 - (significance / 4);
            var fewFederations = Math.Pow(StudentT.InvCDF(0, 1, Math.Max(1, all - 1), level) / StudentT.InvCDF(0, 1, freedom, level), 2);
            return new(rate, Math.Max(1, (int)(all * fewFederations / effect)), (int)(all * fewFederations));
        }
    }
}
