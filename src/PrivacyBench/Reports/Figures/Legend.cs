using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>A strip above the panels that names the marks once, in as many rows as it takes.</summary>
internal static class Legend
{
    private const int RowHeight = 26;
    private const int KeyWidth = 40;
    private const int Gap = 22;

    public static Panel Of(IReadOnlyList<(string Name, Look Look)> entries, bool lines, int width = Chart.PanelWidth)
    {
        var placed = Place(entries, width).ToList();
        var height = RowHeight * (placed[^1].Row + 1);
        var plot = Chart.New("", 0, width, -height, 0, new PixelPadding(0, 0, 0, 0));
        plot.Axes.Left.IsVisible = plot.Axes.Bottom.IsVisible = false;
        foreach (var (name, look, x, row) in placed)
        {
            var y = -RowHeight * (row + .5);
            if (lines)
                Chart.Line(plot, x + 2, y, x + KeyWidth - 6, y, look.Color, 2.5f, look.Line);
            Chart.Mark(plot, x + (KeyWidth / 2) - 2, y, look, filled: true);
            Chart.Write(plot, name, x + KeyWidth, y, Alignment.MiddleLeft, Chart.TextSize);
        }

        return new(plot, width, height);
    }

    private static IEnumerable<(string Name, Look Look, double X, int Row)> Place(IReadOnlyList<(string Name, Look Look)> entries, int width)
    {
        double x = 0;
        var row = 0;
        foreach (var (name, look) in entries)
        {
            var needed = KeyWidth + Chart.WidthOf(name) + Gap;
            if (x > 0 && x + needed > width)
                (x, row) = (0, row + 1);
            yield return (name, look, x, row);
            x += needed;
        }
    }
}
