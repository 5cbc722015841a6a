using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>The matrix of defenses and positions: the darker a cell, the more the strongest adversary still learns.</summary>
internal static class MatrixFigure
{
    private const int RowHeight = 54;

    public static Figure Of(IReadOnlyList<SummaryTable> tables)
    {
        var panels = from goal in tables.SelectMany(t => t.Rows).Select(r => r.Goal).Distinct().OrderDescending()
                     from table in tables
                     select Draw(table, goal);
        return new Figure
        {
            Name = "matrix",
            Title = "Remaining advantage by defense and threat position",
            Description = "Heat maps of the advantages that the summary tables below list, defenses as rows and positions as columns.",
            Caption = "Each number is the advantage that remains; darker is more. “≈ 0”: not distinguishable from 0 although the attack works "
                + "without the defense. “cannot run”: the defense takes away what every attack needs; “not seen”: the position never sees it. “no power”: the attack does not work "
                + "without the defense either, so a small number praises nothing.",
            Panels = [.. panels],
            Columns = Math.Clamp(tables.Count, 1, 2),
        };
    }

    private static Panel Draw(SummaryTable table, Goal goal)
    {
        var rows = table.Rows.Where(r => r.Goal == goal).ToList();
        var labels = table.Defenses.Select(d => Chart.Wrap(d, 20)).ToList();
        var left = labels.Max(l => Chart.WidthOf(l)) + 12;
        var columnWidth = (Chart.PanelWidth - left - 8) / Math.Max(1, rows.Count);
        var columns = rows.Select(r => Chart.Wrap(r.Position, Math.Max(6, (int)(columnWidth / 8)))).ToList();
        var bottom = 14 + (20 * columns.Max(Chart.LinesOf));
        var plot = Chart.New(
            $"{Words.Of(goal)} · {table.Partition}", 0, rows.Count, -table.Defenses.Count, 0, new PixelPadding(left, 8, bottom, 34));
        for (var j = 0; j < rows.Count; j++)
        {
            for (var i = 0; i < table.Defenses.Count; i++)
                Draw(plot, rows[j].Cells[i], j, -i);
        }

        Chart.Ticks(plot.Axes.Left, labels.Select((l, i) => (-i - .5, l)));
        Chart.Ticks(plot.Axes.Bottom, columns.Select((c, j) => (j + .5, c)));
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
            (axis.FrameLineStyle.Width, axis.MajorTickStyle.Length) = (0, 0);
        return new(plot, Chart.PanelWidth, (RowHeight * table.Defenses.Count) + bottom + 34);
    }

    private static void Draw(Plot plot, SummaryCell cell, double left, double top)
    {
        var fill = cell.Advantage is { } advantage ? Palette.Heat(advantage.Value) : Palette.Band;
        Chart.Box(plot, left, left + 1, top - 1, top, fill, Colors.White);
        var ink = cell.Advantage is null ? Palette.Quiet : Palette.InkOn(fill);
        var sign = cell.State switch
        {
            SummaryState.NearZero => "≈ 0",
            SummaryState.NoPower => "no power",
            _ => null,
        };
        var text = cell.Advantage is { } a ? Numbers.Fixed(a.Value) : cell.Text;
        Chart.Write(plot, text, left + .5, top - (sign is null ? .5 : .36), Alignment.MiddleCenter, cell.Advantage is null ? Chart.SmallSize : Chart.TextSize + 1, ink);
        if (sign is not null)
            Chart.Write(plot, sign, left + .5, top - .72, Alignment.MiddleCenter, Chart.SmallSize, ink);
    }
}
