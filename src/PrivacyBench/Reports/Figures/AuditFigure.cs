using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using ScottPlot;
using Alignment = ScottPlot.Alignment;

namespace PrivacyBench.Reports.Figures;

/// <summary>The lower bounds on ε that audits show, below the ε that is promised.</summary>
internal static class AuditFigure
{
    private const int MethodHeight = 17;
    private const int Wrapped = 22;
    // A promise farther out than this many times the largest bound would squeeze the bounds together.
    private const double Farthest = 3;

    public static Figure Of(IReadOnlyList<AuditedPromise> audits)
    {
        var methods = audits.SelectMany(a => a.Audit.Bounds).Select(b => b.Method).Distinct().ToList();
        var positions = audits.Select(a => a.Position).Distinct().ToList();
        return new Figure
        {
            Name = "audits",
            Title = "What audits prove about ε, and what is promised",
            Description = "Dot plot of the lower bounds on epsilon that planted canaries show, by method, with the promised epsilon. The numbers are in the table.",
            Caption = "Marks are lower bounds on ε for adding or removing one canary; the thin line goes on to the largest bound that a sample of this size could "
                + "show, out of the picture where that is far. The upright bar is the ε that is promised. A mark right of its bar refutes the promise; a mark at 0 shows nothing. Methods that "
                + "do not hold for a mechanism are left out.",
            Panels =
            [
                .. audits.GroupBy(a => (a.Position, a.Partition)).OrderBy(g => positions.IndexOf(g.Key.Position)).Select(g => Draw([.. g], methods)),
            ],
            Legend = methods.Count == 0 ? null : Legend.Of([.. methods.Select((m, i) => (m, Palette.Of(i)))], lines: false),
            Columns = Math.Clamp(audits.Select(a => a.Partition).Distinct().Count(), 1, 2),
        };
    }

    private static Panel Draw(List<AuditedPromise> audits, List<string> methods)
    {
        var severalAttacks = audits.Select(a => a.Attack).Distinct().Count() > 1;
        var labels = audits.ConvertAll(a => Chart.Wrap(severalAttacks ? $"{a.Defense} · {a.Attack}" : a.Defense, Wrapped));
        var left = labels.Max(l => Chart.WidthOf(l)) + 16;
        var rowHeight = Math.Max((MethodHeight * methods.Count) + 10, labels.Max(Chart.LinesOf) * 20);
        var right = Right(audits);
        var plot = Chart.New(
            $"{audits[0].Position} · {audits[0].Partition}", -.03 * right, right, -audits.Count, 0, new PixelPadding(left, 12, 52, 34));
        for (var i = 1; i < audits.Count; i += 2)
            Chart.Box(plot, -.03 * right, right, -i - 1, -i, Palette.Band);
        Chart.NumberTicks(plot, plot.Axes.Bottom, 0, right);
        Chart.Ticks(plot.Axes.Left, labels.Select((l, i) => (-i - .5, l)));
        Chart.Name(plot.Axes.Bottom, "ε (lower bounds; bar: promised)");
        foreach (var (i, audit) in audits.Index())
        {
            Promised(plot, audit, i, right);
            foreach (var bound in audit.Audit.Bounds)
            {
                var row = methods.IndexOf(bound.Method);
                Draw(plot, bound, right, -i - .5 - ((row - ((methods.Count - 1) / 2.0)) * MethodHeight / rowHeight), Palette.Of(row));
            }
        }

        return new(plot, Chart.PanelWidth, (rowHeight * audits.Count) + 86);
    }

    private static double Right(List<AuditedPromise> audits)
    {
        var shown = audits.SelectMany(a => a.Audit.Bounds).Select(b => b.Epsilon ?? 0).DefaultIfEmpty(0).Max();
        var promised = audits.Select(a => a.Promised.Value).Where(epsilon => epsilon <= Farthest * shown).DefaultIfEmpty(0).Max();
        return 1.12 * Math.Max(1, Math.Max(shown, promised));
    }

    private static void Promised(Plot plot, AuditedPromise audit, int row, double right)
    {
        var epsilon = audit.Promised.Value;
        if (epsilon < right)
        {
            Chart.Line(plot, epsilon, -row - .06, epsilon, -row - .94, Palette.Ink, 3);
            return;
        }

        var text = audit.Promised.IsUnbounded ? "nothing promised" : $"promised: {audit.Promised}";
        var label = Chart.Write(plot, $"{text} →", right, -row, Alignment.UpperRight, color: Palette.Quiet);
        (label.OffsetX, label.OffsetY) = (-4, 3);
    }

    private static void Draw(Plot plot, AuditBound bound, double right, double y, Look look)
    {
        if (bound is { Epsilon: { } epsilon, Ceiling: { } ceiling })
        {
            Chart.Line(plot, epsilon, y, Math.Min(ceiling, right), y, look.Color.WithAlpha(.5), 1);
            if (ceiling <= right)
            {
                Chart.Line(plot, ceiling, y - .04, ceiling, y + .04, look.Color, 1.5f);
            }

            Chart.Mark(plot, epsilon, y, look, filled: epsilon > 0, size: 9);
        }
    }
}
