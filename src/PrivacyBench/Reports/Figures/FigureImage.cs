using System.Text.RegularExpressions;
using System.Xml.Linq;
using ScottPlot;
using SkiaSharp;

namespace PrivacyBench.Reports.Figures;

/// <summary>Draws figures: a PNG and an SVG of the whole from the same panels, and an SVG of each panel for the page.</summary>
internal static partial class FigureImage
{
    private const int Gap = 20;
    private const int PixelsPerUnit = 2;
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static byte[] Png(Figure figure)
    {
        var (placed, width, height) = Place(figure);
        using var surface = SKSurface.Create(new SKImageInfo(width * PixelsPerUnit, height * PixelsPerUnit))
            ?? throw new InvalidOperationException($"Figure {figure.Name}: no surface of {width} × {height} units could be made.");
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(PixelsPerUnit);
        foreach (var (panel, x, y) in placed)
            Draw(surface.Canvas, panel, x, y);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    /// <summary>The whole figure as a file of its own.</summary>
    public static string WholeSvg(Figure figure)
    {
        var (placed, width, height) = Place(figure);
        var root = new XElement(
            Svg + "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"0 0 {width} {height}")),
            new XAttribute("width", width),
            new XAttribute("height", height),
            new XAttribute("role", "img"),
            new XElement(Svg + "title", figure.Title),
            new XElement(Svg + "desc", figure.Description),
            new XElement(Svg + "rect", new XAttribute("width", "100%"), new XAttribute("height", "100%"), new XAttribute("fill", "white")));
        foreach (var ((panel, x, y), i) in placed.Select((p, i) => (p, i)))
        {
            var drawn = Parse(panel, $"{figure.Name}-{i}-");
            drawn.SetAttributeValue("x", x);
            drawn.SetAttributeValue("y", y);
            drawn.SetAttributeValue("width", panel.Width);
            drawn.SetAttributeValue("height", panel.Height);
            root.Add(drawn);
        }

        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    /// <summary>The SVG elements of the panels, the legend first, with ids that no other figure has: they can stand in one page.</summary>
    public static IEnumerable<string> InlineSvgs(Figure figure) =>
        Place(figure).Placed.Select((p, i) =>
        {
            var drawn = Parse(p.Panel, $"{figure.Name}-{i}-");
            drawn.SetAttributeValue("aria-hidden", "true");
            drawn.SetAttributeValue("focusable", "false");
            drawn.SetAttributeValue("width", p.Panel.Width);
            drawn.SetAttributeValue("height", p.Panel.Height);
            return drawn.ToString(SaveOptions.DisableFormatting);
        });

    private static (List<(Panel Panel, int X, int Y)> Placed, int Width, int Height) Place(Figure figure)
    {
        var placed = new List<(Panel, int, int)>();
        var (width, y) = (0, 0);
        if (figure.Legend is { } legend)
        {
            placed.Add((legend, 0, 0));
            (width, y) = (legend.Width, legend.Height + (Gap / 2));
        }

        foreach (var row in figure.Panels.Chunk(figure.Columns))
        {
            var x = 0;
            foreach (var panel in row)
            {
                placed.Add((panel, x, y));
                width = Math.Max(width, x + panel.Width);
                x += panel.Width + Gap;
            }

            y += row.Max(p => p.Height) + Gap;
        }

        return (placed, width, Math.Max(1, y - Gap));
    }

    private static void Draw(SKCanvas canvas, Panel panel, int x, int y)
    {
        canvas.Save();
        canvas.Translate(x, y);
        // A plot clears its whole canvas first: the clip keeps the panels that are there.
        canvas.ClipRect(new SKRect(0, 0, panel.Width, panel.Height));
        panel.Plot.Render(canvas, new PixelRect(0, panel.Width, panel.Height, 0));
        canvas.Restore();
    }

    private static XElement Parse(Panel panel, string prefix)
    {
        var root = XElement.Parse(panel.Plot.GetSvgXml(panel.Width, panel.Height));
        root.SetAttributeValue("viewBox", FormattableString.Invariant($"0 0 {panel.Width} {panel.Height}"));
        Rename(root, prefix);
        foreach (var text in root.Descendants(Svg + "text"))
            Tidy(text);

        return root;
    }

    // The drawing library counts ids over the life of the process: renamed by their order, equal figures are equal bytes.
    private static void Rename(XElement root, string prefix)
    {
        var names = root.Descendants().Attributes("id").Select((id, i) => (id.Value, Name: FormattableString.Invariant($"{prefix}{i}")))
            .ToDictionary(n => n.Value, n => n.Name);
        foreach (var attribute in root.Descendants().Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            if (attribute.Name == "id")
                attribute.Value = names[attribute.Value];
            else if (Reference().Match(attribute.Value) is { Success: true } reference)
                attribute.Value = attribute.Value.Replace(reference.Groups[1].Value, names[reference.Groups[1].Value], StringComparison.Ordinal);
        }
    }

    // The drawing library breaks the line inside text elements and ends lists of positions with a comma.
    private static void Tidy(XElement text)
    {
        text.Value = text.Value.Trim();
        foreach (var name in new[] { "x", "y" })
        {
            if (text.Attribute(name) is { } list)
                list.Value = list.Value.TrimEnd(' ', ',');
        }

        if (text.Attribute("font-family") is { } family)
            family.Value += ", Arial, Helvetica, sans-serif";
    }

    [GeneratedRegex(@"^(?:url\()?#(cl_\w+)\)?$")]
    private static partial Regex Reference();
}
