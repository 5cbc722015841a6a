using PrivacyBench.Measurement;
using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>The answer in one figure: what is left of the strongest adversary's advantage under each defense.</summary>
internal static class AdvantageFigure
{
    private const int PositionHeight = 20;
    private const int Wrapped = 20;

    /// <summary>How much worse than guessing is still drawn where it is: what lies below would squeeze everything that leaks.</summary>
    private const double Least = -0.25;

    public static Figure Of(IReadOnlyList<SummaryTable> tables)
    {
        var rows = tables.SelectMany(t => t.Rows).ToList();
        var positions = rows.Select(r => r.Position).Distinct().Where(p => rows.Any(r => r.Position == p && IsShown(r))).ToList();
        var range = Range(tables);
        var panels = from goal in rows.Select(r => r.Goal).Distinct().OrderDescending()
                     from table in tables
                     let shown = positions.Select(p => table.Row(p, goal)).OfType<SummaryRow>().Where(IsShown).ToList()
                     where shown.Count > 0
                     select Draw(table, goal, shown, positions, range);
        return new Figure
        {
            Name = "advantage",
            Title = "What the strongest adversary learns under each defense",
            Description = Describe(tables),
            Caption = "Advantage of the strongest attack from each position: 0 is chance (coin flipping for membership, the best guess "
                + "without any view for source), 1 is certainty. Bars are confidence intervals over federations; a hollow mark cannot be "
                + "told from chance, and an arrow tells that it lies further left. “blocked”: the position does not see what any attack needs. Positions that are blocked in every run are left out.",
            Panels = [.. panels],
            Legend = positions.Count == 0 ? null : Legend.Of([.. positions.Select((p, i) => (p, Palette.Of(i)))], lines: false),
            Columns = Math.Clamp(tables.Count, 1, 2),
        };
    }

    /// <summary>A position from which no run lets any attack work, the undefended one included, says nothing about defenses.</summary>
    private static bool IsShown(SummaryRow row) => row.Cells.Any(c => c.Advantage is not null);

    private static (double Low, double High) Range(IReadOnlyList<SummaryTable> tables)
    {
        var rates = tables.SelectMany(t => t.Rows).SelectMany(r => r.Cells).Where(c => c.Advantage is not null).Select(c => c.Advantage!.Value).ToList();
        var low = Math.Clamp(rates.Select(r => r.Low).DefaultIfEmpty(0).Min(), Least, 0);
        var high = Math.Max(.1, rates.Select(r => r.High).DefaultIfEmpty(1).Max());
        var margin = .04 * (high - low);
        // Room for the number at the right end.
        return (low - margin, high + (5 * margin));
    }

    private static Panel Draw(SummaryTable table, Goal goal, List<SummaryRow> rows, List<string> positions, (double Low, double High) range)
    {
        var labels = table.Defenses.Select(d => Chart.Wrap(d, Wrapped)).ToList();
        var left = labels.Max(l => Chart.WidthOf(l)) + 16;
        var rowHeight = Math.Max((PositionHeight * rows.Count) + 8, labels.Max(Chart.LinesOf) * 20);
        var count = table.Defenses.Count;
        var plot = Chart.New($"{Words.Of(goal)} · {table.Partition}", range.Low, range.High, -count, 0, new PixelPadding(left, 8, 52, 34));
        for (var i = 1; i < count; i += 2)
            Chart.Box(plot, range.Low, range.High, -i - 1, -i, Palette.Band);
        Chart.NumberTicks(plot, plot.Axes.Bottom, range.Low, Math.Min(1, range.High));
        Chart.Line(plot, 0, 0, 0, -count, Palette.Ink, 1.5f, LinePattern.Dashed);
        Chart.Ticks(plot.Axes.Left, labels.Select((l, i) => (-i - .5, l)));
        Chart.Name(plot.Axes.Bottom, "advantage (dashed: chance)");
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < rows.Count; j++)
            {
                var y = -i - .5 - ((j - ((rows.Count - 1) / 2.0)) * PositionHeight / rowHeight);
                Draw(plot, rows[j].Cells[i], y, Palette.Of(positions.IndexOf(rows[j].Position)));
            }
        }

        return new(plot, Chart.PanelWidth, (rowHeight * count) + 86);
    }

    private static void Draw(Plot plot, SummaryCell cell, double y, Look look)
    {
        if (cell.Advantage is { } advantage)
        {
            var drawn = new Rate(Math.Max(advantage.Value, Least), Math.Max(advantage.Low, Least), Math.Max(advantage.High, Least));
            Chart.HorizontalInterval(plot, drawn, y, look);
            var (below, power) = (advantage.Value < Least ? "← " : "", cell.State == SummaryState.NoPower ? " no power" : "");
            Chart.Write(plot, below + Numbers.Fixed(advantage.Value) + power, drawn.High, y, Alignment.MiddleLeft).OffsetX = 8;
        }
        else if (cell.State == SummaryState.Blocked)
        {
            Chart.Mark(plot, 0, y, look with { Open = MarkerShape.Eks }, filled: false, size: 9);
            Chart.Write(plot, "cannot run", 0, y, Alignment.MiddleLeft, color: Palette.Quiet).OffsetX = 10;
        }
    }

    private static string Describe(IReadOnlyList<SummaryTable> tables) =>
        "Dot plot. " + string.Join(" ", from table in tables
                                        from row in table.Rows.Where(IsShown)
                                        let cells = row.Cells.Select((c, i) => $"{table.Defenses[i]} {(c.Advantage is { } a ? Numbers.Fixed(a.Value) : c.Text)}")
                                        select $"{Words.Of(row.Goal)}, {table.Partition}, {row.Position}: {string.Join(", ", cells)}.");
}
