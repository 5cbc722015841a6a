using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class GrowthSection
{
    public static ReportSection? Of(IReadOnlyList<DefenseResult> defenses)
    {
        var measured = defenses.Where(d => d.Growth.Count > 0).DistinctBy(d => d.Defense).ToList();
        return measured.Count == 0 ? null : new("growth", "Growth of the cost")
        {
            Figure = GrowthFigure.Of(defenses).IfDrawn(),
            Tables =
            [
                new(
                    "Cost of one aggregation at each size",
                    ["Defense", "Clients", "Parameters", "Upload a client", "Expansion", "Messages", "Client CPU", "Server CPU"],
                    [.. measured.SelectMany(d => d.Growth.Select(p => Row(d.Defense, p)))]),
            ],
        };
    }

    private static IReadOnlyList<ReportCell> Row(string defense, GrowthPoint p) =>
    [
        defense, Numbers.Count(p.Clients), Numbers.Count(p.Parameters), Numbers.Bytes(p.UploadBytesPerClient),
        Numbers.Significant(p.Expansion) + " ×", Numbers.Significant(p.Messages),
        Numbers.Seconds(p.ClientSeconds), Numbers.Seconds(p.ServerSeconds),
    ];
}
