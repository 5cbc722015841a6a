using PrivacyBench.Measurement;
using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>How bytes and computing time of an aggregation grow with clients and with parameters, on logarithmic axes.</summary>
internal static class GrowthFigure
{
    private const int Height = 330;
    private const double LeastSeconds = 1e-6;
    private static readonly PixelPadding Padding = new(84, 16, 54, 38);

    public static Figure Of(IReadOnlyList<DefenseResult> defenses)
    {
        var shown = defenses.Where(d => d.Growth.Count > 0).DistinctBy(d => d.Defense).ToList();
        return new Figure
        {
            Name = "growth",
            Title = "How the cost of an aggregation grows",
            Description = "Upload of a client and computing time of all parties against the number of clients and of parameters; the numbers are in the table.",
            Caption = "One round of random updates at each size, run for real: bytes are counted on serialized messages, computing time is that of all clients "
                + "and servers together, without local training. All axes are logarithmic. Where clients vary, the model is the scenario's, and where "
                + "parameters vary, the clients are.",
            Panels =
            [
                .. Panels(shown, "clients", p => p.Clients, p => p.Parameters),
                .. Panels(shown, "parameters", p => p.Parameters, p => p.Clients),
            ],
            Legend = shown.Count == 0 ? null : Legend.Of([.. shown.Select((d, i) => (d.Defense, Palette.Of(i)))], lines: true),
        };
    }

    /// <summary>Bytes and seconds along one size, at the value of the other that most points share; nothing where there are fewer than two points.</summary>
    private static IEnumerable<Panel> Panels(List<DefenseResult> shown, string name, Func<GrowthPoint, int> along, Func<GrowthPoint, int> across)
    {
        var lines = shown.Select(d => Line(d, along, across)).ToList();
        return lines.Count == 0 || lines.Any(line => line.Length < 2)
            ? []
            :
            [
                Draw($"Upload of a client, by {name}", name, lines, along, p => p.UploadBytesPerClient, Numbers.Bytes),
                Draw($"Computing time, by {name}", name, lines, along, Seconds, Numbers.Seconds),
            ];
    }

    private static GrowthPoint[] Line(DefenseResult defense, Func<GrowthPoint, int> along, Func<GrowthPoint, int> across) =>
    [
        .. defense.Growth.GroupBy(across).MaxBy(same => same.Select(along).Distinct().Count())!.DistinctBy(along).OrderBy(along),
    ];

    private static double Seconds(GrowthPoint p) => Math.Max(LeastSeconds, (p.ClientSeconds * p.Clients) + p.ServerSeconds);

    private static Panel Draw(
        string title, string name, List<GrowthPoint[]> lines, Func<GrowthPoint, int> along, Func<GrowthPoint, double> of, Func<double, string> print)
    {
        var xs = lines.SelectMany(line => line.Select(p => Math.Log10(along(p)))).ToList();
        var ys = lines.SelectMany(line => line.Select(p => Math.Log10(of(p)))).ToList();
        var (left, right, bottom, top) = (xs.Min() - .08, xs.Max() + .08, Math.Floor(ys.Min()), Math.Ceiling(ys.Max() + .05));
        var plot = Chart.New(title, left, right, bottom, top, Padding);
        var decades = Enumerable.Range((int)bottom, (int)(top - bottom) + 1).Select(e => ((double)e, print(Math.Pow(10, e)))).ToList();
        foreach (var (decade, _) in decades)
            Chart.Line(plot, left, decade, right, decade, Palette.Rule);
        Chart.Ticks(plot.Axes.Left, decades);
        Chart.Ticks(plot.Axes.Bottom, lines[0].Select(p => (Math.Log10(along(p)), Numbers.Count(along(p)))));
        Chart.Name(plot.Axes.Bottom, name);
        foreach (var (i, line) in lines.Index())
        {
            var look = Palette.Of(i);
            Coordinates[] points = [.. line.Select(p => new Coordinates(Math.Log10(along(p)), Math.Log10(of(p))))];
            Chart.Path(plot, points, look);
            foreach (var point in points)
                Chart.Mark(plot, point.X, point.Y, look, filled: true, size: 8);
        }

        return new(plot, Chart.PanelWidth, Height);
    }
}
