using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

/// <summary>What differential privacy promises of attacks, beside what attacks achieved.</summary>
internal static class PromisesSection
{
    public static ReportSection? Of(Results results)
    {
        var promises = Promise.All(results.Cells, results.Defenses);
        return promises.Count == 0 ? null : new("promises", "What was promised, and whether attacks refute it")
        {
            Paragraphs =
            [
                "An attack's ε is a lower bound: it can refute a promise, and “not refuted” is all it says otherwise. Members are drawn in a fixed "
                + "number, so that a record which is out has another in its place: promises are compared for a replacement, which adding-or-removing "
                + "counts as two steps. The measured ε follows from the lower end of the strongest attack's advantage. Two ceilings of the advantage stand side "
                + "by side: what (ε, δ) allows, and what the mechanism allows at all, from its whole privacy profile, which the verdict goes by; the strongest "
                + "attack's true-positive rates are held against the same curve. A source advantage is allowed what that curve leaves of a test whether the "
                + "named client holds the record, from the best guess without a view on; where clients' records look different that guess is not known, and source is not "
                + "judged.",
            ],
            Tables =
            [
                new(
                    "Promised and measured ε, for a replacement; of each guarantee and goal the position that comes nearest to it",
                    ["Defense", "From, after", "Protects one", "Promised ε", "Allowed by (ε, δ)", "Allowed in all", "Advantage", "ε ≥", "Verdict"],
                    [.. promises.GroupBy(p => (p.Defense, p.Partition, p.Goal, p.Guarantee.Unit, p.Guarantee.Adjacency)).Select(Tightest).Select(Row)]),
            ],
        };
    }

    private static Promise Tightest(IEnumerable<Promise> promises) =>
        promises.OrderByDescending(p => p.IsRefuted).ThenByDescending(p => p.Measured.High - p.TightCeiling).First();

    private static IReadOnlyList<ReportCell> Row(Promise p) =>
    [
        new(p.Defense, p.Partition), new(p.Position, Words.Of(p.Goal).ToLowerInvariant()), p.Guarantee.Unit, ReportCell.Number(p.EpsilonPromised.ToString()),
        ReportCell.Number(Numbers.Fixed(p.Ceiling, 3)), p.Guarantee.Curve is null ? "–" : ReportCell.Number(Numbers.Fixed(p.TightCeiling, 3)),
        ReportCell.Number(Numbers.Interval(p.Measured, 3)), ReportCell.Number(p.EpsilonLowerBound.ToString()),
        p.IsRefuted ? new ReportCell($"{Words.Mark(Verdict.Fails)} refuted", "", "fails") : "not refuted",
    ];
}
