using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>Which labels each client holds.</summary>
internal static class LabelCountFigure
{
    private const int Height = 360;
    private static readonly PixelPadding Padding = new(60, 10, 54, 34);

    public static Figure Of(IReadOnlyList<PartitionResult> partitions) => new()
    {
        Name = "partitions",
        Title = "Labels that each client holds",
        Description = "Stacked bars of the number of records of each label at each client. " + string.Join(
            " ", partitions.Select(p => $"{p.Partition}: heterogeneity {Numbers.Fixed(p.Heterogeneity)}.")),
        Caption = "Records at each client in the first federation, stacked by label (written in the bar where there is room). Heterogeneity is the mean "
            + "total-variation distance between a client's labels and those of all: 0 where all clients are alike, towards 1 where each has labels of its own.",
        Panels = [.. partitions.Select(Draw)],
        Columns = Math.Clamp(partitions.Count, 1, 2),
    };

    private static Panel Draw(PartitionResult partition)
    {
        var clients = partition.LabelCounts.Length;
        var top = 1.05 * Math.Max(1, partition.LabelCounts.Max(c => c.Sum()));
        var title = $"{partition.Partition} · heterogeneity {Numbers.Fixed(partition.Heterogeneity)}";
        var plot = Chart.New(title, 0, clients, 0, top, Padding);
        Chart.NumberTicks(plot, plot.Axes.Left, 0, top);
        var pixels = (X: (Chart.PanelWidth - Padding.Left - Padding.Right) / clients, Y: (Height - Padding.Top - Padding.Bottom) / top);
        for (var client = 0; client < clients; client++)
            Stack(plot, partition, client, pixels.X, pixels.Y);
        var every = Math.Max(1, (int)Math.Ceiling(26 / pixels.X));
        Chart.Ticks(plot.Axes.Bottom, from i in Enumerable.Range(0, clients) where i % every == 0 select (i + .5, Numbers.Count(i)));
        Chart.Name(plot.Axes.Bottom, "client");
        Chart.Name(plot.Axes.Left, "records");
        return new(plot, Chart.PanelWidth, Height);
    }

    private static void Stack(Plot plot, PartitionResult partition, int client, double width, double height)
    {
        double bottom = 0;
        for (var label = 0; label < partition.LabelCounts[client].Length; label++)
        {
            var count = partition.LabelCounts[client][label];
            if (count == 0)
                continue;
            var fill = Palette.Fill(label);
            Chart.Box(plot, client + .06, client + .94, bottom, bottom + count, fill, Colors.White);
            var name = label < partition.Classes.Count ? partition.Classes[label] : Numbers.Count(label);
            if (count * height >= 15 && Chart.WidthOf(name, Chart.SmallSize) < .86 * width)
                Chart.Write(plot, name, client + .5, bottom + (count / 2.0), Alignment.MiddleCenter, Chart.SmallSize, Palette.InkOn(fill));
            bottom += count;
        }
    }
}
