using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>How one series looks. Series differ in colour, in marker and in dash, so that a grey print still tells them apart.</summary>
internal readonly record struct Look(Color Color, MarkerShape Filled, MarkerShape Open, LinePattern Line);

/// <summary>The colours of Okabe and Ito 2008, which stay apart in every kind of colour vision; yellow is too light for lines on white.</summary>
internal static class Palette
{
    public static readonly Color Ink = Color.FromHex("#1A1A1A");
    public static readonly Color Quiet = Color.FromHex("#595959");
    public static readonly Color Rule = Color.FromHex("#D0D0D0");
    public static readonly Color Band = Color.FromHex("#F4F4F4");
    public static readonly Color Forbidden = Color.FromHex("#595959");

    private static readonly Color[] Series =
        [.. new[] { "#000000", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#7A7A7A" }.Select(Color.FromHex)];

    private static readonly Color[] Fills =
        [.. new[] { "#56B4E9", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#D55E00", "#0072B2" }.Select(Color.FromHex)];

    private static readonly (MarkerShape Filled, MarkerShape Open)[] Shapes =
    [
        (MarkerShape.FilledCircle, MarkerShape.OpenCircle),
        (MarkerShape.FilledSquare, MarkerShape.OpenSquare),
        (MarkerShape.FilledTriangleUp, MarkerShape.OpenTriangleUp),
        (MarkerShape.FilledDiamond, MarkerShape.OpenDiamond),
        (MarkerShape.FilledTriangleDown, MarkerShape.OpenTriangleDown),
    ];

    private static readonly LinePattern[] Lines = [LinePattern.Solid, LinePattern.Dashed, LinePattern.DenselyDashed, LinePattern.Dotted];

    public static Look Of(int series)
    {
        var (filled, open) = Shapes[series % Shapes.Length];
        return new(Series[series % Series.Length], filled, open, Lines[series % Lines.Length]);
    }

    /// <summary>Fills of stacked bars; the eighth and later ones repeat in a lighter tone.</summary>
    public static Color Fill(int series)
    {
        var color = Fills[series % Fills.Length];
        return series / Fills.Length % 2 == 0 ? color : color.Lighten(.45);
    }

    /// <summary>From white to dark blue; ever darker, so that grey prints keep the order.</summary>
    public static Color Heat(double share)
    {
        var t = Math.Clamp(share, 0, 1);
        return new Color((float)(1 - (.98 * t)), (float)(1 - (.70 * t)), (float)(1 - (.45 * t)));
    }

    public static Color InkOn(Color fill) => (.2126 * fill.R) + (.7152 * fill.G) + (.0722 * fill.B) > 130 ? Ink : ScottPlot.Colors.White;
}
