using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class UtilitySection
{
    public static ReportSection? Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses) =>
        defenses.Count == 0 ? null : new("accuracy", "Privacy against accuracy")
        {
            Figure = TradeOffFigure.Of(tables, defenses).IfDrawn(),
            Tables =
            [
                new(
                    "Quality of the final model on records that nobody trained on",
                    ["Defense", "Partition", "Test accuracy", "Always the largest class", "Test loss (nats)"],
                    [.. defenses.Select(d => (IReadOnlyList<ReportCell>)
                    [
                        d.Defense, d.Partition, ReportCell.Number(Numbers.Interval(d.Utility.TestAccuracy, 3)),
                        d.Utility.ChanceAccuracy is { } chance ? new ReportCell(Numbers.Fixed(chance, 3), d.Utility.Works ? "" : "this model no longer works", "number") : "–",
                        ReportCell.Number(Numbers.Interval(d.Utility.TestLoss, 3)),
                    ])]),
            ],
        };
}
