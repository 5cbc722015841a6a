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
                "Bytes and messages of one round, counted: a client's on average (most), and those of keys that serve several rounds",
                ["Defense", "Partition", "Upload", "Expansion", "Download", "Messages", "Keys, upload", "Keys, times"],
                [.. defenses.Select(Counted)]),
            new(
                "CPU time of one round, the median over rounds and federations with its interval; training is the client's, the rest is the defense's",
                ["Defense", "Partition", "Training", "Client", "Servers", "A plain sum: client", "Server"],
                [.. defenses.Select(d => Timed(d, defenses.FirstOrDefault(other => other.Partition == d.Partition)))]),
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
                    "PROJECTION, not measured: one round if special hardware sped up the protocol by the factors of the scenario; local training is left out",
                    ["Defense", "Partition", "Hardware", "Factor", "Client, projected", "Server, projected"],
                    rows),
            ];
    }

    private static IReadOnlyList<ReportCell> Counted(DefenseResult d) =>
    [
        d.Defense, d.Partition, MeanAndMost(d.Cost.UploadBytesPerClientPerRound, d.Cost.LargestUploadBytes), Numbers.Significant(d.Cost.Expansion) + " ×",
        MeanAndMost(d.Cost.DownloadBytesPerClientPerRound, d.Cost.LargestDownloadBytes), Numbers.Significant(d.Cost.MessagesPerRound),
        d.Cost.SetUp is { } keys ? MeanAndMost(keys.UploadBytes, keys.LargestUploadBytes) : "none",
        d.Cost.SetUp is { } made ? Numbers.Significant(made.Times) : "",
    ];

    private static string MeanAndMost(double mean, double most) =>
        Numbers.Bytes(mean) == Numbers.Bytes(most) ? Numbers.Bytes(mean) : $"{Numbers.Bytes(mean)} ({Numbers.Bytes(most)})";

    private static IReadOnlyList<ReportCell> Timed(DefenseResult d, DefenseResult? undefended) =>
    [
        d.Defense, d.Partition,
        undefended is null || undefended == d ? Times.Interval(d.Cost.TrainingSeconds)
            : !d.Cost.ChangesTraining ? "unchanged"
            : Times.Beside(d.Cost.TrainingSeconds, undefended.Cost.TrainingSeconds),
        Times.Interval(d.Cost.ClientSeconds), Times.Interval(d.Cost.ServerSeconds),
        d.Cost.Plain is { } plain ? Numbers.Seconds(plain.Client.Value) : "none", d.Cost.Plain is { } sum ? Numbers.Seconds(sum.Server.Value) : "none",
    ];

    private static IReadOnlyList<ReportCell> Modelled(DefenseResult d) =>
    [
        d.Defense, d.Partition, Numbers.Seconds(d.Cost.ModelledRoundSeconds.Lan), Numbers.Seconds(d.Cost.ModelledRoundSeconds.Wan),
        Numbers.Seconds(d.Cost.ModelledRoundSeconds.Mobile), Numbers.Bytes(d.Cost.PeakMemoryBytes),
    ];
}
