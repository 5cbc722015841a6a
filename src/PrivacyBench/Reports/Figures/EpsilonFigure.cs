using System.Text.RegularExpressions;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using ScottPlot;

namespace PrivacyBench.Reports.Figures;

/// <summary>What a promised ε buys: how far membership can be told and how accurate the model is, defense by defense as ε gets smaller.</summary>
internal static partial class EpsilonFigure
{
    private const int Height = 340;
    private const int FewestPoints = 3;
    private static readonly PixelPadding Padding = new(64, 16, 54, 36);

    public static Figure Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses)
    {
        var points = tables.SelectMany(t => Points(t, defenses)).ToList();
        var curves = points.GroupBy(p => (p.Partition, p.Kind)).Where(g => g.Select(p => p.Epsilon).Distinct().Count() >= FewestPoints).ToList();
        List<string> kinds = [.. curves.Select(g => g.Key.Kind).Distinct()];
        return new Figure
        {
            Name = "epsilon",
            Title = "What a promised ε buys and costs",
            Description = "Membership advantage and test accuracy against the promised epsilon on a logarithmic axis, one line for each kind of defense. The numbers "
                + "are in the tables of the summary and of accuracy.",
            Caption = "Left, the strongest membership advantage from the position that learns most among those against which the promise holds, with its interval; dotted, and soon "
                + "above the picture, the most that the mechanism allows any attack. Right, the accuracy of the final model. The dashed line is no defense. ε is on a logarithmic axis.",
            Panels = [.. curves.GroupBy(g => g.Key.Partition).SelectMany(p => Panels(p.Key, [.. p.Select(g => g.OrderBy(x => x.Epsilon).ToList())], kinds, tables, defenses))],
            Legend = kinds.Count == 0 ? null : Legend.Of([.. kinds.Select((k, i) => (k, Palette.Of(i)))], lines: true),
            Columns = 2,
        };
    }

    private sealed record Point(string Partition, string Kind, double Epsilon, Rate Advantage, double Ceiling, Rate Accuracy);

    private static IEnumerable<Point> Points(SummaryTable table, IReadOnlyList<DefenseResult> defenses) =>
        from defense in defenses
        where defense.Partition == table.Partition && defense.Guarantees.Count == 1 && !defense.Guarantees[0].Epsilon.IsUnbounded
        let guarantee = defense.Guarantees[0]
        let strongest = Strongest(table, defense.Defense, position => Promise.IsAgainst(guarantee, position))
        where strongest is not null
        select new Point(
            table.Partition, Parameter().Replace(defense.Defense, ""), guarantee.Epsilon.Value, strongest.Value, AttackCeiling.OfCurve(guarantee).Advantage,
            defense.Utility.TestAccuracy);

    private static Rate? Strongest(SummaryTable table, string defense, Func<string, bool> isCounted)
    {
        var rates = table.Rows.Where(r => r.Goal == Goal.Membership && isCounted(r.Position))
            .Select(r => table.Cell(r.Position, r.Goal, defense)?.Advantage).OfType<Rate>().ToList();
        return rates.Count == 0 ? null : rates.MaxBy(r => r.Value);
    }

    private static IEnumerable<Panel> Panels(
        string partition, List<List<Point>> curves, List<string> kinds, IReadOnlyList<SummaryTable> tables, IReadOnlyList<DefenseResult> defenses)
    {
        var none = defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == SummaryTable.Undefended)?.Utility.TestAccuracy;
        var leak = Strongest(tables.First(t => t.Partition == partition), SummaryTable.Undefended, _ => true);
        yield return Draw($"Membership · {partition}", "advantage", curves, kinds, p => p.Advantage, leak, p => p.Ceiling);
        yield return Draw($"Accuracy · {partition}", "test accuracy", curves, kinds, p => p.Accuracy, none, null);
    }

    private static Panel Draw(
        string title, string name, List<List<Point>> curves, List<string> kinds, Func<Point, Rate> of, Rate? undefended, Func<Point, double>? ceiling)
    {
        double[] epsilons = [.. curves.SelectMany(c => c.Select(p => p.Epsilon)).Distinct().Order()];
        var rates = curves.SelectMany(c => c.Select(of)).Append(undefended ?? default).ToList();
        var (left, right) = (Math.Log(epsilons[0]) - .15, Math.Log(epsilons[^1]) + .15);
        var (bottom, top) = (Math.Min(0, rates.Min(r => r.Low)) - .02, (1.1 * rates.Max(r => r.High)) + .02);
        var plot = Chart.New(title, left, right, bottom, top, Padding);
        Chart.NumberTicks(plot, plot.Axes.Left, bottom, top);
        Chart.Ticks(plot.Axes.Bottom, epsilons.DistinctBy(e => Numbers.Significant(e)).Select(e => (Math.Log(e), Numbers.Significant(e))));
        Chart.Name(plot.Axes.Bottom, "promised ε");
        Chart.Name(plot.Axes.Left, name);
        if (undefended is { } none)
            Chart.Line(plot, left, none.Value, right, none.Value, Palette.Ink, 1.5f, LinePattern.Dashed);
        foreach (var curve in curves)
        {
            var look = Palette.Of(kinds.IndexOf(curve[0].Kind));
            if (ceiling is not null)
                Chart.Path(plot, [.. curve.Select(p => new Coordinates(Math.Log(p.Epsilon), ceiling(p)))], look with { Line = LinePattern.Dotted }, 1.5f);
            Chart.Path(plot, [.. curve.Select(p => new Coordinates(Math.Log(p.Epsilon), of(p).Value))], look);
            foreach (var point in curve)
            {
                var (x, rate) = (Math.Log(point.Epsilon), of(point));
                Chart.Line(plot, x, rate.Low, x, rate.High, look.Color, 1.5f);
                Chart.Mark(plot, x, rate.Value, look, rate.Above(0), 10);
            }
        }

        return new(plot, Chart.PanelWidth, Height);
    }

    [GeneratedRegex(@"\(ε=[^)]*\)")]
    private static partial Regex Parameter();
}
