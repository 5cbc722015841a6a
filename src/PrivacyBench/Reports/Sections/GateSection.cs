using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

internal static class GateSection
{
    public static ReportSection Of(GateReport? gate) => gate is null ? NotGated : new("gate", "The gate")
    {
        IsInSummary = true,
        Paragraphs = [GateWords.Sentence(gate)],
        Tables = [.. Tables([.. GateWords.Rows(gate)])],
        Command = gate.ToMove,
    };

    private static readonly ReportSection NotGated = new("gate", "The gate")
    {
        Paragraphs =
        [
            "These results were not held against a baseline. To record one, and to hold later runs against it in CI (0 passes, 1 fails, 3 is too wide to say):",
        ],
        Command = "privacybench baseline DIR --out baselines/NAME.json\n"
            + "privacybench gate DIR --baseline baselines/NAME.json --junit gate.xml --summary gate.md",
    };

    private static IEnumerable<ReportTable> Tables(IReadOnlyList<GateRow> rows)
    {
        var notable = rows.Where(r => r.Verdict != Verdict.Holds || r.IsBetter).ToList();
        if (notable.Count > 0)
            yield return Table("What decides it", notable);
        yield return Table("Every number and claim", rows) with { Folded = $"All {Numbers.Count(rows.Count)} numbers and claims" };
    }

    private static ReportTable Table(string caption, IReadOnlyList<GateRow> rows) => new(
        caption, ["What", "Verdict", "Evidence"], [.. rows.Select(r => (IReadOnlyList<ReportCell>)
            [r.What, new ReportCell($"{Words.Mark(r.Verdict)} {Words.Of(r.Verdict)}{(r.IsBetter ? ", better" : "")}", "", Words.Of(r.Verdict)), r.Evidence])]);
}
