using PrivacyBench.Measurement;
using PrivacyBench.Reports.Sentences;
using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>Privacy against accuracy: one point for each group of equal defenses, the best corner is bottom right.</summary>
internal static class TradeOffFigure
{
    private const int Height = 330;
    private const int MostColumns = 3;
    private const string HowToRead = "Each point is a defense, or several that leave and cost the same: how well the final model classifies (right is better) and the advantage at the position from "
        + "which an adversary learns most under it (lower is better). Bars are confidence intervals. A hollow mark cannot be told from chance; "
        + "0 with a cross means that no attack can run from any position. The line joins those that none is better than in both; the shaded part, if any, is no more accurate than always naming the largest class.";

    private static readonly PixelPadding Padding = new(64, 16, 56, 34);

    public static Figure Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses)
    {
        var panels = from goal in tables.SelectMany(t => t.Rows).Select(r => r.Goal).Distinct().OrderDescending()
                     from table in tables
                     let points = Points(table, goal, defenses)
                     where points.Count > 0
                     select Draw(table, goal, points);
        return new Figure
        {
            Name = "trade-off",
            Title = "Privacy against accuracy",
            Description = "Scatter plots of the strongest adversary's advantage against test accuracy, one point for each defense. "
                + "The numbers are in the summary tables and in the table of accuracy.",
            Caption = HowToRead,
            Panels = [.. panels],
            Columns = Math.Clamp(tables.Count, 1, 2),
        };
    }

    /// <summary>The same for each goal in the partition from which most is learnt, side by side: what the page opens with.</summary>
    public static Figure Worst(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses)
    {
        var panels = (from goal in tables.SelectMany(t => t.Rows).Select(r => r.Goal).Distinct().OrderDescending()
                      let leak = Leak.Worst(tables, goal)
                      where leak is not null
                      let points = Points(leak.Table, goal, defenses)
                      where points.Count > 0
                      select Draw(leak.Table, goal, points)).ToList();
        return new Figure
        {
            Name = "overview",
            Title = "Privacy against accuracy, where most is learnt",
            Description = "Scatter plots of the strongest adversary's advantage against test accuracy, one panel for each goal. The numbers are in the matrix and in the table of accuracy.",
            Caption = HowToRead,
            Panels = panels,
            Columns = Math.Clamp(panels.Count, 1, MostColumns),
        };
    }

    private sealed record Point(string Defense, int Series, Rate Accuracy, Rate? Advantage, double? Chance);

    private static List<Point> Points(SummaryTable table, Goal goal, IReadOnlyList<DefenseResult> defenses)
    {
        var points = new List<Point>();
        for (var i = 0; i < table.Defenses.Count; i++)
        {
            var cells = table.Rows.Where(r => r.Goal == goal).Select(r => r.Cells[i]).Where(c => c.State is not (SummaryState.Untested or SummaryState.NotSeen)).ToList();
            var result = defenses.FirstOrDefault(d => d.Partition == table.Partition && d.Defense == table.Defenses[i]);
            if (result is null || cells.Count == 0)
                continue;
            var measured = cells.Where(c => c.Advantage is not null).Select(c => c.Advantage!.Value).ToList();
            points.Add(new(
                table.Defenses[i], i, result.Utility.TestAccuracy, measured.Count == 0 ? null : measured.MaxBy(r => r.Value), result.Utility.ChanceAccuracy));
        }

        return
        [
            .. points.GroupBy(p => (p.Defense == SummaryTable.Undefended, Numbers.Interval(p.Accuracy), p.Advantage is { } a ? Numbers.Interval(a) : ""))
                .Select(g => g.First() with { Defense = g.Count() == 1 ? g.First().Defense : $"{g.First().Defense} + {Numbers.Count(g.Count() - 1)} alike" }),
        ];
    }

    /// <summary>The points that no other is both more accurate and more private than, from the most accurate on.</summary>
    private static IEnumerable<Point> Front(IEnumerable<Point> points)
    {
        var least = double.PositiveInfinity;
        foreach (var point in points.OrderByDescending(p => p.Accuracy.Value).ThenBy(p => p.Advantage?.Value ?? 0))
        {
            if ((point.Advantage?.Value ?? 0) >= least)
                continue;
            least = point.Advantage?.Value ?? 0;
            yield return point;
        }
    }

    private static Panel Draw(SummaryTable table, Goal goal, List<Point> points)
    {
        var (left, right) = Widen(points.Min(p => p.Accuracy.Low), points.Max(p => p.Accuracy.High), least: .02);
        var (bottom, top) = Widen(
            Math.Min(0, points.Min(p => p.Advantage?.Low ?? 0)), Math.Max(.05, points.Max(p => p.Advantage?.High ?? 0)), least: .1);
        var plot = Chart.New($"{Words.Of(goal)} · {table.Partition}", left, right, bottom, top, Padding);
        if (points[0].Chance is { } chance && chance > left)
            Chart.Box(plot, left, Math.Min(chance, right), bottom, top, Palette.Band);
        Chart.NumberTicks(plot, plot.Axes.Bottom, left, right, 5);
        Chart.NumberTicks(plot, plot.Axes.Left, bottom, top);
        Chart.Line(plot, left, 0, right, 0, Palette.Ink, 1.5f, LinePattern.Dashed);
        Chart.Name(plot.Axes.Bottom, "test accuracy (better →)");
        Chart.Name(plot.Axes.Left, "strongest advantage (↓ better)");
        var labels = new LabelPlacement(Chart.PanelWidth - Padding.Left - Padding.Right, Height - Padding.Top - Padding.Bottom);
        double ToX(double value) => (value - left) / (right - left) * labels.Width;
        double ToY(double value) => (top - value) / (top - bottom) * labels.Height;
        labels.Occupy(0, labels.Width, ToY(0) - 1, ToY(0) + 1);
        var front = Front(points).Select(p => new Coordinates(p.Accuracy.Value, p.Advantage?.Value ?? 0)).ToList();
        foreach (var (from, to) in front.Zip(front.Skip(1)))
            Chart.Line(plot, from.X, from.Y, to.X, to.Y, Palette.Quiet, 1, LinePattern.Dotted);
        foreach (var point in points)
        {
            var y = point.Advantage ?? default;
            labels.Occupy(ToX(point.Accuracy.Low), ToX(point.Accuracy.High), ToY(y.Value) - 4, ToY(y.Value) + 4);
            labels.Occupy(ToX(point.Accuracy.Value) - 7, ToX(point.Accuracy.Value) + 7, ToY(y.High) - 4, ToY(y.Low) + 4);
        }

        // Labels come last, so that no leading line crosses one.
        var texts = points.ConvertAll(point => Draw(plot, point, labels, ToX, ToY));
        foreach (var text in texts)
            plot.MoveToFront(text);
        return new(plot, Chart.PanelWidth, Height);
    }

    private static ScottPlot.Plottables.Text Draw(
        Plot plot, Point point, LabelPlacement labels, Func<double, double> toX, Func<double, double> toY)
    {
        var look = Palette.Of(point.Series);
        var (x, y) = (point.Accuracy, point.Advantage ?? default);
        Chart.Line(plot, x.Low, y.Value, x.High, y.Value, look.Color, 1.5f);
        Chart.Line(plot, x.Value, y.Low, x.Value, y.High, look.Color, 1.5f);
        var blocked = point.Advantage is null;
        Chart.Mark(plot, x.Value, y.Value, blocked ? look with { Open = MarkerShape.Eks } : look, !blocked && y.Above(0), 12);
        var text = point.Defense;
        var size = new PixelSize(Chart.WidthOf(text, Chart.SmallSize), Chart.SmallSize + 4);
        var offset = labels.Place(toX(x.Value), toY(y.Value), size.Width, size.Height);
        if (offset.Far)
        {
            var pixels = (X: (plot.Axes.Bottom.Max - plot.Axes.Bottom.Min) / labels.Width, Y: (plot.Axes.Left.Max - plot.Axes.Left.Min) / labels.Height);
            Chart.Line(plot, x.Value, y.Value, x.Value + (offset.X * pixels.X), y.Value - (offset.Y * pixels.Y), look.Color, .8f);
        }

        var label = Chart.Write(plot, text, x.Value, y.Value, Alignment.MiddleCenter);
        (label.OffsetX, label.OffsetY, label.LabelBackgroundColor) = ((float)offset.X, (float)offset.Y, Colors.White.WithAlpha(.9));
        return label;
    }

    private static (double Low, double High) Widen(double low, double high, double least)
    {
        var missing = Math.Max(0, least - (high - low)) / 2;
        var margin = .12 * Math.Max(high - low, least);
        return (low - missing - margin, high + missing + margin);
    }
}
