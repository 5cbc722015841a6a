using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class CostSection
{
    public static ReportSection? Of(IReadOnlyList<DefenseResult> defenses) => defenses.Count == 0 ? null : new("costs", "Costs")
    {
        Figure = CostFigure.Of(defenses),
        Tables =
        [
            new(
                "Cost of one round: bytes and messages are counted, CPU seconds measured",
                ["Defense", "Partition", "Upload a client", "Expansion", "Download a client", "Messages", "Client CPU", "Server CPU"],
                [.. defenses.Select(Counted)]),
            new(
                "Modelled time of one round, and the peak of memory while the arm ran",
                ["Defense", "Partition", "LAN", "WAN", "Mobile", "Peak memory"],
                [.. defenses.Select(Modelled)]),
            .. Projections(defenses),
        ],
    };

    private static IEnumerable<ReportTable> Projections(IReadOnlyList<DefenseResult> defenses)
    {
        IReadOnlyList<IReadOnlyList<ReportCell>> rows =
        [
            .. defenses.SelectMany(d => d.Cost.Projected.Select(p => (IReadOnlyList<ReportCell>)
                [d.Defense, d.Partition, p.Hardware, Numbers.Significant(p.Factor) + " ×", Numbers.Seconds(p.ClientSeconds), Numbers.Seconds(p.ServerSeconds)])),
        ];
        return rows.Count == 0
            ? []
            :
            [
                new(
                    "PROJECTION, not measured: one round if special hardware sped up the protocol by the factors of the scenario; local training stays as measured",
                    ["Defense", "Partition", "Hardware", "Factor", "Client, projected", "Server, projected"],
                    rows),
            ];
    }

    private static IReadOnlyList<ReportCell> Counted(DefenseResult d) =>
    [
        d.Defense, d.Partition, Numbers.Bytes(d.Cost.UploadBytesPerClientPerRound), Numbers.Significant(d.Cost.Expansion) + " ×",
        Numbers.Bytes(d.Cost.DownloadBytesPerClientPerRound), Numbers.Significant(d.Cost.MessagesPerRound),
        Numbers.Seconds(d.Cost.ClientSeconds), Numbers.Seconds(d.Cost.ServerSeconds),
    ];

    private static IReadOnlyList<ReportCell> Modelled(DefenseResult d) =>
    [
        d.Defense, d.Partition, Numbers.Seconds(d.Cost.ModelledRoundSeconds.Lan), Numbers.Seconds(d.Cost.ModelledRoundSeconds.Wan),
        Numbers.Seconds(d.Cost.ModelledRoundSeconds.Mobile), Numbers.Bytes(d.Cost.PeakMemoryBytes),
    ];
}
