using PrivacyBench.Reports.Figures;

namespace PrivacyBench.Reports.Sections;

internal static class PartitionsSection
{
    public static ReportSection? Of(IReadOnlyList<PartitionResult> partitions) => partitions.Count == 0 ? null : new("partitions", "Partitions")
    {
        Figure = LabelCountFigure.Of(partitions),
        Tables =
        [
            new(
                "How client data differ",
                ["Partition", "Heterogeneity (0 alike, 1 apart)", "Clients", "Fewest records", "Most records"],
                [.. partitions.Select(p => (IReadOnlyList<ReportCell>)
                [
                    p.Partition, Numbers.Fixed(p.Heterogeneity), Numbers.Count(p.LabelCounts.Length),
                    Numbers.Count(p.LabelCounts.Min(c => c.Sum())), Numbers.Count(p.LabelCounts.Max(c => c.Sum())),
                ])]),
        ],
    };
}
