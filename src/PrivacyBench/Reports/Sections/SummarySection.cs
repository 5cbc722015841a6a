using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class SummarySection
{
    public static ReportSection Of(IReadOnlyList<SummaryTable> tables) => new("remaining", "What remains under each defense")
    {
        Paragraphs =
        [
            "The advantage of the strongest attack, chosen on half of the federations and measured on the other half, with its confidence interval; "
            + "below it, the change against the undefended run on the same seeds, members and partitions.",
        ],
        Figure = MatrixFigure.Of(tables),
        Tables = [.. tables.Select(Table)],
    };

    private static ReportTable Table(SummaryTable table) => new(
        $"Advantage under partition {table.Partition}",
        ["Position, goal", .. table.Defenses],
        [.. table.Rows.Select(r => (IReadOnlyList<ReportCell>)
            [new ReportCell(r.Position, Words.Of(r.Goal).ToLowerInvariant()), .. r.Cells.Select(c => new ReportCell(c.Text, c.Remark, Kind(c.State)))])]);

    private static string Kind(SummaryState state) => state switch
    {
        SummaryState.Leak => "leak",
        SummaryState.NearZero => "near-zero",
        SummaryState.NoPower => "no-power",
        _ => "quiet",
    };
}
