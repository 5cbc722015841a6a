using ScottPlot;
using SkiaSharp;

namespace PrivacyBench.Reports.Figures;

/// <summary>
/// A dashed or dotted line, drawn as the outline of its dashes: an SVG has no place for the effect by which the drawing library breaks
/// lines, and would show them whole.
/// </summary>
/// <param name="points">The corners, in coordinates of the plot.</param>
/// <param name="color">The colour.</param>
/// <param name="width">The width in units of the figure.</param>
/// <param name="pattern">The lengths of dashes and gaps; not solid.</param>
internal sealed class BrokenLine(Coordinates[] points, Color color, float width, LinePattern pattern) : IPlottable
{
    public bool IsVisible { get; set; } = true;

    public IAxes Axes { get; set; } = new Axes();

    public IEnumerable<LegendItem> LegendItems => [];

    public AxisLimits GetAxisLimits() => new(points);

    public void Render(RenderPack rp)
    {
        using var effect = SKPathEffect.CreateDash(pattern.Intervals, pattern.Phase);
        using var stroke = new SKPaint { Style = SKPaintStyle.Stroke, StrokeWidth = width, PathEffect = effect };
        using var line = new SKPath();
        line.AddPoly([.. points.Select(point => Axes.GetPixel(point).ToSKPoint())], close: false);
        using var dashes = stroke.GetFillPath(line);
        using var fill = new SKPaint { Style = SKPaintStyle.Fill, Color = color.ToSKColor(), IsAntialias = true };
        rp.Canvas.DrawPath(dashes, fill);
    }
}
