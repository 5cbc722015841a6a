using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>ROC curves on logarithmic axes, where the few records that an attack is sure of can be seen.</summary>
internal static class RocFigure
{
    private const int Height = 420;
    private const double Floor = 1e-3;
    private const int LongestName = 28;
    // More of them would cover the curves; the colours tell the regions apart.
    private const int MostLabels = 4;
    private static readonly PixelPadding Padding = new(84, 16, 54, 38);

    public static Figure Of(IReadOnlyList<RocCurve> curves, IReadOnlyList<DefenseResult> defenses)
    {
        List<string> names = [.. defenses.Select(d => d.Defense).Concat(curves.Select(c => c.Defense)).Distinct()];
        var positions = curves.Select(c => c.Position).Distinct().ToList();
        var low = Math.Log10(Math.Clamp(curves.SelectMany(c => c.Points).Min(p => p.Fpr), Floor / 10, Floor));
        low = Math.Floor(low + 1e-9);
        return new Figure
        {
            Name = "roc",
            Title = "ROC of the strongest membership attack",
            Description = "True-positive rate against false-positive rate on logarithmic axes, one curve for each defense, one panel for each position "
                + "and partition. Values at fixed false-positive rates are in the tables of every attack.",
            Caption = "Both axes are logarithmic; bands are pointwise confidence intervals over federations; thin lines mark rates with fewer than ten expected "
                + "false positives. The dashed line is chance. Where a defense has a guarantee against the position, the shaded region above the "
                + "line of the defense's colour is excluded by the mechanism's whole curve, which is tighter than its (ε, δ) alone (for a replacement: members "
                + "are drawn in a fixed number). What the attacks prove is in the table of promises.",
            Panels = [.. curves.GroupBy(c => (c.Position, c.Partition)).OrderBy(g => positions.IndexOf(g.Key.Position)).Select(g => Draw([.. g], names, low, Guarantees(defenses, g.Key)))],
            Legend = Legend.Of([.. names.Select((n, i) => (n, Palette.Of(i)))], lines: true),
            Columns = Math.Clamp(curves.Select(c => c.Partition).Distinct().Count(), 1, 2),
        };
    }

    /// <summary>What a defense of a partition promises against a position.</summary>
    internal static IReadOnlyList<(string Defense, Guarantee Guarantee)> Guarantees(
        IReadOnlyList<DefenseResult> defenses, (string Position, string Partition) panel) =>
        [
            .. from defense in defenses
               where defense.Partition == panel.Partition
               from g in defense.Guarantees
               where !g.Epsilon.IsUnbounded && Promise.IsAgainst(g, panel.Position)
               select (defense.Defense, g),
        ];

    private static Panel Draw(List<RocCurve> curves, List<string> names, double low, IReadOnlyList<(string Defense, Guarantee Guarantee)> guarantees)
    {
        var plot = Chart.New($"{curves[0].Position} · {curves[0].Partition}", low, 0, low, 0, Padding);
        var decades = Enumerable.Range((int)low, 1 - (int)low).Select(e => ((double)e, Numbers.Significant(Math.Pow(10, e)))).ToList();
        foreach (var (position, _) in decades)
        {
            Chart.Line(plot, position, low, position, 0, Palette.Rule);
            Chart.Line(plot, low, position, 0, position, Palette.Rule);
        }

        Chart.Ticks(plot.Axes.Bottom, decades);
        Chart.Ticks(plot.Axes.Left, decades);
        Chart.Name(plot.Axes.Bottom, "false-positive rate");
        Chart.Name(plot.Axes.Left, "true-positive rate");
        foreach (var (i, (defense, guarantee)) in guarantees.Index())
            Forbid(plot, Palette.Of(names.IndexOf(defense)), guarantees.Count > MostLabels ? null : defense, guarantee, low, i);
        Chart.Line(plot, low, low, 0, 0, Palette.Ink, 1.5f, LinePattern.Dashed);
        foreach (var curve in curves)
            Band(plot, curve, Palette.Of(names.IndexOf(curve.Defense)), low);
        foreach (var curve in curves)
            Draw(plot, curve, names, low);
        return new(plot, Chart.PanelWidth, Height);
    }

    private static void Forbid(Plot plot, Look look, string? defense, Guarantee guarantee, double low, int row)
    {
        var ceiling = AttackCeiling.OfCurve(guarantee);
        Coordinates[] edge =
        [
            .. Enumerable.Range(0, 101).Select(i => low * (1 - (i / 100.0)))
                .Select(x => new Coordinates(x, Math.Max(low, Math.Log10(ceiling.TruePositiveRate(Math.Pow(10, x)))))),
        ];
        var region = plot.Add.Polygon([.. edge, new Coordinates(low, 0)]);
        (region.FillColor, region.LineWidth) = (look.Color.WithAlpha(.10), 0);
        Chart.Path(plot, edge, look with { Line = LinePattern.Dotted }, 1.5f);
        if (defense is null)
            return;
        var name = defense.Length <= LongestName ? defense : defense[..LongestName] + "…";
        var label = Chart.Write(plot, $"excluded by ε = {guarantee.Epsilon} ({guarantee.Unit}): {name}", low, 0, Alignment.UpperLeft);
        (label.OffsetX, label.OffsetY) = (6, 5 + (18 * row));
    }

    private static void Band(Plot plot, RocCurve curve, Look look, double low)
    {
        Coordinates At(double fpr, double tpr) => new(Log(fpr, low), Log(tpr, low));
        var upper = curve.Points.Select(p => At(p.Fpr, p.Tpr.High));
        var lower = curve.Points.Reverse().Select(p => At(p.Fpr, p.Tpr.Low));
        var band = plot.Add.Polygon([.. upper, .. lower]);
        (band.FillColor, band.LineWidth) = (look.Color.WithAlpha(.13), 0);
    }

    private static void Draw(Plot plot, RocCurve curve, List<string> names, double low)
    {
        var series = names.IndexOf(curve.Defense);
        var look = Palette.Of(series);
        Coordinates[] points = [.. curve.Points.Select(p => new Coordinates(Log(p.Fpr, low), Log(p.Tpr.Value, low)))];
        var first = curve.Points.TakeWhile(p => !p.Resolvable).Count();
        Chart.Path(plot, points[..Math.Min(first + 1, points.Length)], look, .8f);
        Chart.Path(plot, points[Math.Min(first, points.Length)..], look, 2.2f);
        // Each defense has its marks at other points, so that curves that coincide can still be told apart.
        for (var i = first + series; i < points.Length - 1; i += Math.Max(6, names.Count))
            Chart.Mark(plot, points[i].X, points[i].Y, look, filled: true, size: 8);
    }

    private static double Log(double rate, double low) => rate <= 0 ? low : Math.Max(low, Math.Log10(rate));
}
