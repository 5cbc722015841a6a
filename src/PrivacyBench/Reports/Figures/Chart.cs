using PrivacyBench.Measurement;
using ScottPlot;
using SkiaSharp;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>The look that all plots share, and the few marks that they are made of.</summary>
internal static class Chart
{
    public const int PanelWidth = 500;
    public const float TextSize = 15;
    public const float SmallSize = 13;

    /// <summary>The first of these families that the machine has. The first three have the same widths.</summary>
    public static readonly string[] Families = ["Liberation Sans", "Arial", "Helvetica", "DejaVu Sans", "Noto Sans", "Segoe UI"];

    private static readonly string Family =
        Families.Intersect(SKFontManager.Default.FontFamilies).FirstOrDefault() ?? SKTypeface.Default.FamilyName;

    public static Plot New(string title, double left, double right, double bottom, double top, PixelPadding padding)
    {
        var plot = new Plot();
        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Layout.Fixed(padding);
        plot.HideGrid();
        plot.Font.Set(Family);
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        foreach (var axis in new IAxis[] { plot.Axes.Left, plot.Axes.Bottom })
        {
            axis.TickLabelStyle.FontSize = TextSize;
            axis.TickLabelStyle.ForeColor = Palette.Ink;
            axis.TickLabelStyle.FontName = Family;
            axis.FrameLineStyle.Color = Palette.Quiet;
            axis.MajorTickStyle.Length = 4;
            axis.MinorTickStyle.Length = 0;
        }

        if (title.Length > 0)
        {
            var style = plot.Axes.Title.Label;
            plot.Axes.Title.IsVisible = true;
            (style.Text, style.FontSize, style.ForeColor, style.FontName, style.OffsetY) = (title, TextSize + 1, Palette.Ink, Family, -7);
            style.Bold = true;
        }

        return plot;
    }

    public static void Ticks(IAxis axis, IEnumerable<(double Position, string Label)> ticks)
    {
        var all = ticks.ToList();
        axis.SetTicks([.. all.Select(t => t.Position)], [.. all.Select(t => t.Label)]);
    }

    /// <summary>Ticks at round numbers, with a light grid line at each.</summary>
    public static void NumberTicks(Plot plot, IAxis axis, double low, double high, int about = 6)
    {
        var steps = RoundSteps(low, high, about).ToList();
        var digits = steps.Count > 1 ? Math.Clamp((int)Math.Ceiling(-Math.Log10(steps[1] - steps[0]) - 1e-9), 0, 6) : 2;
        Ticks(axis, steps.Select(s => (s, Numbers.Fixed(s, digits))));
        foreach (var step in steps)
        {
            var line = axis == plot.Axes.Left
                ? plot.Add.Line(plot.Axes.Bottom.Min, step, plot.Axes.Bottom.Max, step)
                : plot.Add.Line(step, plot.Axes.Left.Min, step, plot.Axes.Left.Max);
            (line.LineColor, line.LineWidth) = (Palette.Rule, 1);
        }
    }

    public static void Name(IAxis axis, string text)
    {
        var style = axis.Label;
        (style.Text, style.FontSize, style.Bold, style.ForeColor, style.FontName) = (text, TextSize, false, Palette.Ink, Family);
    }

    public static void Line(Plot plot, double x1, double y1, double x2, double y2, Color color, float width = 1, LinePattern? pattern = null) =>
        Path(plot, [new(x1, y1), new(x2, y2)], color, width, pattern ?? LinePattern.Solid);

    public static void Path(Plot plot, Coordinates[] points, Look look, float width = 2) => Path(plot, points, look.Color, width, look.Line);

    private static void Path(Plot plot, Coordinates[] points, Color color, float width, LinePattern pattern)
    {
        if (pattern.Intervals is { Length: > 0 })
        {
            plot.PlottableList.Add(new BrokenLine(points, color, width, pattern));
            return;
        }

        var path = plot.Add.Scatter(points, color);
        (path.LineWidth, path.LinePattern, path.MarkerShape) = (width, pattern, MarkerShape.None);
    }

    public static void Box(Plot plot, double left, double right, double bottom, double top, Color fill, Color? border = null)
    {
        var box = plot.Add.Rectangle(left, right, bottom, top);
        (box.FillColor, box.LineWidth, box.LineColor) = (fill, border is null ? 0 : 1, border ?? fill);
    }

    public static ScottPlot.Plottables.Text Write(
        Plot plot, string text, double x, double y, Alignment alignment, float size = SmallSize, Color? color = null)
    {
        var label = plot.Add.Text(text, x, y);
        (label.LabelFontSize, label.LabelAlignment, label.LabelFontColor, label.LabelFontName) = (size, alignment, color ?? Palette.Ink, Family);
        return label;
    }

    /// <summary>Filled where the interval excludes 0, hollow where it does not.</summary>
    public static void Mark(Plot plot, double x, double y, Look look, bool filled, float size = 11)
    {
        var mark = plot.Add.Marker(x, y, filled ? look.Filled : look.Open, size, look.Color);
        mark.MarkerLineWidth = filled ? 0 : 2;
        mark.MarkerLineColor = look.Color;
    }

    public static void HorizontalInterval(Plot plot, Rate rate, double y, Look look)
    {
        Line(plot, rate.Low, y, rate.High, y, look.Color, 2);
        Mark(plot, rate.Value, y, look, rate.Above(0) || rate.Below(0));
    }

    /// <summary>Breaks a label at spaces, before brackets and after hyphens, so that no line is longer than <paramref name="width"/> where that can be.</summary>
    public static string Wrap(string label, int width)
    {
        var lines = new List<string> { "" };
        foreach (var piece in Pieces(label))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + piece.TrimEnd().Length > width)
                lines.Add("");
            lines[^1] += piece;
        }

        return string.Join('\n', lines.Select(l => l.Trim()));
    }

    /// <summary>The width of text in pixels as it will be drawn.</summary>
    public static float WidthOf(string text, float size = TextSize)
    {
        using var face = SKTypeface.FromFamilyName(Family);
        using var font = new SKFont(face, size);
        return text.Split('\n').Max(line => font.MeasureText(line));
    }

    public static int LinesOf(string text) => text.Count(c => c == '\n') + 1;

    private static IEnumerable<string> Pieces(string label)
    {
        var start = 0;
        for (var i = 1; i < label.Length; i++)
        {
            if (label[i] is '(' or '[' || label[i - 1] is ' ' or '-')
            {
                yield return label[start..i];
                start = i;
            }
        }

        yield return label[start..];
    }

    private static IEnumerable<double> RoundSteps(double low, double high, int about)
    {
        var raw = (high - low) / about;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = scale * (new[] { 1.0, 2, 5, 10 }.First(m => m * scale >= raw * .999));
        for (var i = (long)Math.Ceiling((low / step) - 1e-9); i * step <= high + (step * 1e-9); i++)
            yield return i * step;
    }
}
