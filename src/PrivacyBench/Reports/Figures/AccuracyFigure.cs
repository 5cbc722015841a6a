using PrivacyBench.Measurement;
using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>How the model gets better from round to round under each defense.</summary>
internal static class AccuracyFigure
{
    private const int Height = 380;
    private static readonly PixelPadding Padding = new(64, 14, 54, 34);

    public static Figure Of(IReadOnlyList<DefenseResult> defenses)
    {
        List<string> names = [.. defenses.Select(d => d.Defense).Distinct()];
        var partitions = defenses.GroupBy(d => d.Partition).ToList();
        var low = defenses.SelectMany(d => d.Utility.AccuracyByRound).DefaultIfEmpty(0).Min();
        return new Figure
        {
            Name = "accuracy",
            Title = "Test accuracy by round",
            Description = "Line charts of the mean test accuracy after each round, one line for each defense; the last values are in the table of accuracy.",
            Caption = "Mean over federations of the global model's accuracy on records that nobody trained on, after each round.",
            Panels = [.. partitions.Select(p => Draw(p.Key, [.. p], names, low))],
            Legend = Legend.Of([.. names.Select((n, i) => (n, Palette.Of(i)))], lines: true),
            Columns = Math.Clamp(partitions.Count, 1, 2),
        };
    }

    private static Panel Draw(string partition, List<DefenseResult> results, List<string> names, double low)
    {
        var rounds = Math.Max(2, results.Max(r => r.Utility.AccuracyByRound.Count));
        var bottom = Math.Max(0, low - .05);
        var plot = Chart.New(partition, .5, rounds + .5, bottom, 1.02, Padding);
        Chart.NumberTicks(plot, plot.Axes.Left, bottom, 1.02);
        var every = Math.Max(1, (int)Math.Ceiling(rounds / 10.0));
        Chart.Ticks(plot.Axes.Bottom, from r in Enumerable.Range(1, rounds) where r == 1 || r % every == 0 select ((double)r, Numbers.Count(r)));
        Chart.Name(plot.Axes.Bottom, "round");
        Chart.Name(plot.Axes.Left, "test accuracy");
        foreach (var result in results)
        {
            var look = Palette.Of(names.IndexOf(result.Defense));
            var values = result.Utility.AccuracyByRound;
            Chart.Path(plot, [.. values.Select((v, i) => new Coordinates(i + 1, v))], look);
            // Marks at different rounds for different defenses, so that lines that coincide can still be told apart.
            for (var i = names.IndexOf(result.Defense) % names.Count; i < values.Count; i += names.Count)
                Chart.Mark(plot, i + 1, values[i], look, filled: true, size: 9);
        }

        return new(plot, Chart.PanelWidth, Height);
    }
}
