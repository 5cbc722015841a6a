using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class UtilitySection
{
    public static ReportSection? Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses) =>
        defenses.Count == 0 ? null : new("accuracy", "Privacy against accuracy")
        {
            Figure = TradeOffFigure.Of(tables, defenses),
            Tables =
            [
                new(
                    "Quality of the final model on records that nobody trained on",
                    ["Defense", "Partition", "Test accuracy", "Test loss (nats)"],
                    [.. defenses.Select(d => (IReadOnlyList<ReportCell>)
                    [
                        d.Defense, d.Partition, ReportCell.Number(Numbers.Interval(d.Utility.TestAccuracy, 3)), ReportCell.Number(Numbers.Interval(d.Utility.TestLoss, 3)),
                    ])]),
            ],
        };
}
