using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

internal static class ClaimsSection
{
    private const int MostShown = 10;

    public static ReportSection Of(IReadOnlyList<ClaimResult> claims) => new("claims", "Claims and verdicts")
    {
        IsInSummary = true,
        Paragraphs =
        [
            claims.Count == 0
                ? "The scenario makes no claims."
                : "A claim holds only if its whole interval is on the allowed side, and fails only if the whole interval is on the other; "
                    + "otherwise it is inconclusive.",
        ],
        Tables = [.. Tables(claims)],
    };

    /// <summary>Those that hold are folded where they are many and others are not to be overlooked beside them.</summary>
    private static IEnumerable<ReportTable> Tables(IReadOnlyList<ClaimResult> claims)
    {
        var (holding, open) = (claims.Where(c => c.Verdict == Verdict.Holds).ToList(), claims.Where(c => c.Verdict != Verdict.Holds).ToList());
        if (claims.Count <= MostShown)
            (holding, open) = ([], [.. claims]);
        if (open.Count > 0)
            yield return Table(holding.Count == 0 ? "The scenario's claims" : "Claims that do not hold, or not yet", open);
        if (holding.Count > 0)
            yield return Table("Claims that hold", holding) with { Folded = $"{Numbers.Count(holding.Count)} claims that hold" };
    }

    /// <summary>A claim with the same verdict for the same reason in several partitions is one row.</summary>
    private static ReportTable Table(string caption, IReadOnlyList<ClaimResult> claims) => new(
        caption, ["Claim", "Partition", "Verdict", "Measured", "Evidence"],
        [
            .. claims.GroupBy(c => (Words.Of(c.Claim), c.Verdict, c.Evidence)).Select(alike => Row(alike.First() with { Partition = Words.List([.. alike.Select(c => c.Partition)]) })),
        ]);

    private static IReadOnlyList<ReportCell> Row(ClaimResult result)
    {
        var name = Words.Of(result.Verdict);
        return
        [
            Words.Of(result.Claim), result.Partition, new ReportCell($"{Words.Mark(result.Verdict)} {name}", "", name),
            result.Measured is { } measured ? ReportCell.Number(Numbers.Interval(measured, 3)) : result.Basis == Basis.ByConstruction ? "by construction" : "nothing measured",
            result.Evidence,
        ];
    }
}
