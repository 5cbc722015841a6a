using PrivacyBench.Measurement;
using PrivacyBench.Reports.Sentences;

namespace PrivacyBench.Reports.Sections;

/// <summary>The matrix: positions and goals that can see anything as rows, groups of equal defenses as columns.</summary>
internal static class MatrixSection
{
    /// <summary>How many partitions can be filtered without a script: the style sheet knows their classes.</summary>
    private const int FilteredPartitions = 8;

    private const int HeatSteps = 10;

    public static ReportSection Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses) => new("matrix", "What remains under each defense")
    {
        Paragraphs =
        [
            "The advantage of the strongest adversary with its interval: 0 is guessing, 1 is always right; darker is more. Below it, the change against no defense. "
            + "▲: more than without a defense. A lock: by construction, no attack can run. Hatched: the attacks have no power undefended either, so the number praises nothing. "
            + "Defenses in one column leave the same numbers; what a position never sees is left out.",
        ],
        Filters =
        [
            .. tables.SelectMany(t => t.Rows).Select(r => r.Goal).Distinct().Select(g => new ReportFilter($"show-{g.Name()}", Words.Of(g))),
            .. tables.Count is > 1 and <= FilteredPartitions ? ByLeak(tables).Select((t, i) => new ReportFilter($"show-partition-{i}", t.Partition)) : [],
        ],
        Tables = [.. ByLeak(tables).Select((t, i) => Table(t, i, EqualDefenses.Of(t, defenses)))],
        IsInSummary = true,
    };

    /// <summary>The partition from which most is learnt first; it stands open.</summary>
    private static IEnumerable<SummaryTable> ByLeak(IReadOnlyList<SummaryTable> tables) => tables.OrderByDescending(
        t => Enum.GetValues<Goal>().Select(g => Leak.Worst([t], g)).OfType<Leak>().Select(l => l.Advantage.Value).DefaultIfEmpty(0).Max());

    private static ReportTable Table(SummaryTable table, int number, IReadOnlyList<EqualDefenses> groups)
    {
        // Positions that see the same are one row.
        var rows = table.Rows.Select((row, i) => (Row: row, Cells: groups.Select(g => g.Cells[i]).ToList()))
            .Where(r => r.Cells.Exists(c => c.State is not (SummaryState.NotSeen or SummaryState.Untested)))
            .GroupBy(r => (r.Row.Goal, Text: string.Join('\n', r.Cells.Select(c => c.Text + c.Remark)))).ToList();
        return new(
            $"Partition {table.Partition}",
            ["Position, goal", .. groups.Select(g => string.Join(", ", g.Defenses))],
            [.. rows.Select(alike => (IReadOnlyList<ReportCell>)
            [
                new ReportCell(Words.List([.. alike.Select(r => r.Row.Position)]), Words.Of(alike.Key.Goal).ToLowerInvariant()),
                .. alike.First().Cells.Select(Cell),
            ])])
        {
            Folded = number == 0 ? null : $"Partition {table.Partition}",
            Class = $"matrix partition-{number}",
            RowClasses = [.. rows.Select(r => $"row-{r.Key.Goal.Name()}")],
        };
    }

    private static ReportCell Cell(SummaryCell cell) => cell.State switch
    {
        SummaryState.Blocked => new("by construction", "", "lock"),
        SummaryState.NotSeen or SummaryState.Untested => new(cell.Text, "", "quiet"),
        SummaryState.NoPower => new(cell.Text, cell.Remark, "no-power"),
        _ => new(
            (cell.Shrink?.Difference?.Below(0) == true ? "▲ " : "") + cell.Text, cell.Remark,
            $"heat-{Math.Clamp((int)(HeatSteps * cell.Advantage!.Value.Value), 0, HeatSteps - 1)}"),
    };
}
