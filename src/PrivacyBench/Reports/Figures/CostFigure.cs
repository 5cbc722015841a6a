using PrivacyBench.Measurement;
using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>What each defense costs in bytes and in time.</summary>
internal static class CostFigure
{
    private const int BarHeight = 22;

    public static Figure Of(IReadOnlyList<DefenseResult> defenses)
    {
        var partition = defenses[0].Partition;
        var shown = defenses.Where(d => d.Partition == partition).ToList();
        return new Figure
        {
            Name = "cost",
            Title = "What each defense costs",
            Description = "Bar charts of upload expansion, client seconds and modelled round time; the numbers are in the table of costs.",
            Caption = $"Under partition {partition} (the table has all). Bytes are counted on serialized messages; expansion is against the update "
                + "with each value in the bits that its sum needs. CPU seconds are medians over rounds and federations, measured on the machine named below; "
                + "the round's time is modelled for servers with 1 Gbit/s and clients on a LAN (1 Gbit/s, 0.5 ms), a WAN (100 Mbit/s, 40 ms) and a mobile network (10 Mbit/s up, 50 down, 80 ms).",
            Panels =
            [
                Draw("Upload, times the packed update", shown, d => [("", d.Cost.Expansion)], v => Numbers.Significant(v) + " ×"),
                Draw("Client CPU time, without training", shown, d => [("", d.Cost.ClientSeconds.Value)], Numbers.Seconds),
                Draw("Modelled time of a round", shown, Networks, Numbers.Seconds),
            ],
        };
    }

    private static (string, double)[] Networks(DefenseResult result) =>
    [
        ("LAN", result.Cost.ModelledRoundSeconds.Lan),
        ("WAN", result.Cost.ModelledRoundSeconds.Wan),
        ("mobile", result.Cost.ModelledRoundSeconds.Mobile),
    ];

    private static Panel Draw(string title, List<DefenseResult> shown, Func<DefenseResult, (string Name, double Value)[]> bars, Func<double, string> print)
    {
        var groups = shown.Select(bars).ToList();
        var most = Math.Max(groups.SelectMany(g => g).Max(b => b.Value), 1e-9);
        var labels = shown.Select(d => Chart.Wrap(d.Defense, 20)).ToList();
        var perGroup = groups.Max(g => g.Length);
        var rowHeight = Math.Max((BarHeight * perGroup) + 14, (20 * labels.Max(Chart.LinesOf)) + 8);
        var left = labels.Max(l => Chart.WidthOf(l)) + 12;
        var plot = Chart.New(title, 0, most * 1.45, -groups.Count, 0, new PixelPadding(left, 8, 8, 34));
        for (var i = 0; i < groups.Count; i++)
        {
            for (var j = 0; j < groups[i].Length; j++)
            {
                var (name, value) = groups[i][j];
                var y = -i - .5 - ((j - ((perGroup - 1) / 2.0)) * BarHeight / rowHeight);
                var half = .5 * (BarHeight - 4) / rowHeight;
                Chart.Box(plot, 0, value, y - half, y + half, Palette.Fill(perGroup == 1 ? 0 : j), Palette.Quiet);
                Chart.Write(plot, (name.Length > 0 ? name + " " : "") + print(value), value, y, Alignment.MiddleLeft).OffsetX = 6;
            }
        }

        Chart.Ticks(plot.Axes.Left, labels.Select((l, i) => (-i - .5, l)));
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.IsVisible = false;
        return new(plot, Chart.PanelWidth, (rowHeight * groups.Count) + 42);
    }
}
