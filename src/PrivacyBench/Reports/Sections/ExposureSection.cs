using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sections;

internal static class ExposureSection
{
    private const double Notable = 0.05;
    private static readonly string[] NaturalClient = ["Natural client"];

    public static ReportSection? Of(IReadOnlyList<Cell> cells)
    {
        Cell[] exposed = [.. cells.Where(cell => cell.Exposure is not null)];
        return exposed.Length == 0 ? null : new("exposure", "Whose records leak most")
        {
            Paragraphs =
            [
                "An average hides the records and clients that are exposed. For each record, the area (AUC) tells how often a federation that trained "
                + "on it scores it above one that did not; 0.5 is chance. Records that are named for their area owe part of it to luck: the column "
                + "“chosen, then checked” picks the ten on half of the federations and reports them on the other half.",
                "Client numbers mean the same in all federations only where the partition gives clients parts of their own, such as natural clients "
                + "or sizes. “Spread” is the deviation of the share of found members between the clients of one federation, beyond what chance gives: "
                + "0 where nobody's records leak more than others'. Records and clients are named for undefended federations, and only where records stand out (corrected p at most 0.05); results.json has all.",
            ],
            Tables = [Overview([.. exposed.Where(cell => cell.Defense == SummaryTable.Undefended || cell.Exposure!.Significant > 0)]), .. exposed.Where(cell => cell is { Defense: SummaryTable.Undefended, Exposure.Significant: > 0 }).SelectMany(Details)],
        };
    }

    private static ReportTable Overview(Cell[] cells) => new(
        "Exposure under the strongest attack on membership",
        ["Partition", "Defense", "Position", "Attack", "AUC of the ten, chosen, then checked", "AUC of all records", "Records that stand out", "Spread between clients"],
        [
            .. cells.Select(cell => (IReadOnlyList<ReportCell>)
            [
                cell.Partition, cell.Defense, cell.Position, cell.Exposure!.Attack,
                cell.Exposure.HeldOut is { } held ? ReportCell.Number(Numbers.Interval(held)) : "–",
                ReportCell.Number(Numbers.Fixed(cell.Exposure.Usual)),
                new ReportCell(Numbers.Count(cell.Exposure.Significant), cell.Exposure.Reason ?? ""),
                cell.Exposure.ClientSpread is { } spread ? ReportCell.Number(Numbers.Interval(spread)) : "–",
            ]),
        ]);

    private static IEnumerable<ReportTable> Details(Cell cell)
    {
        var (exposure, title) = (cell.Exposure!, $"{cell.Defense} · {cell.Partition} · {cell.Position}");
        var areNatural = exposure.Records.Any(record => record.Client is not null);
        yield return new(
            $"The most exposed records: {title}",
            ["Record", "Class", .. areNatural ? NaturalClient : [], "AUC", "Corrected p-value", "Federations with / without it"],
            [
                .. exposure.Records.Where(record => record.PValue <= Notable).Select(record => (IReadOnlyList<ReportCell>)
                [
                    Numbers.Count(record.Record), record.Label,
                    .. areNatural ? (ReportCell[])[record.Client is { } client ? Numbers.Count(client) : "–"] : [],
                    Numbers.Fixed(record.Auc), Numbers.Significant(record.PValue),
                    $"{Numbers.Count(record.Members)} / {Numbers.Count(record.NonMembers)}",
                ]),
            ])
        {
            Folded = $"Records: {title}",
        };
        if (exposure.Clients.Count > 0)
        {
            yield return new(
                $"The most exposed clients: {title}",
                ["Client", "Share of its records found", "Records"],
                [
                    .. exposure.Clients.Select(client => (IReadOnlyList<ReportCell>)
                        [Numbers.Count(client.Client), ReportCell.Number(Numbers.Interval(client.Tpr)), Numbers.Count(client.Records)]),
                ])
            {
                Folded = $"Clients: {title}",
            };
        }
    }
}
