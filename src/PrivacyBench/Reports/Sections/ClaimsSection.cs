using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

internal static class ClaimsSection
{
    public static ReportSection Of(IReadOnlyList<ClaimResult> claims) => new("claims", "Claims and verdicts")
    {
        Paragraphs =
        [
            claims.Count == 0
                ? "The scenario makes no claims."
                : "A claim holds only if its whole interval is on the allowed side, and fails only if the whole interval is on the other; "
                    + "otherwise it is inconclusive.",
        ],
        Tables = claims.Count == 0
            ? []
            : [new("The scenario's claims", ["Claim", "Partition", "Verdict", "Measured", "Evidence"], [.. claims.Select(Row)])],
    };

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
