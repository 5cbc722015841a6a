using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>The undefended cell from which a goal's adversary learns most.</summary>
internal sealed record Leak(SummaryTable Table, SummaryRow Row, SummaryCell Undefended)
{
    public Rate Advantage => Undefended.Advantage!.Value;

    public static Leak? Worst(IReadOnlyList<SummaryTable> tables, Goal goal) =>
        (from table in tables
         from row in table.Rows
         where row.Goal == goal
         let cell = table.Cell(row.Position, goal, SummaryTable.Undefended)
         where cell?.State == SummaryState.Leak
         orderby cell.Advantage!.Value.Value descending, table.Partition, row.Position
         select new Leak(table, row, cell)).FirstOrDefault();
}
