using System.Globalization;
using System.Xml.Linq;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Figures;
using PrivacyBench.Verdicts;
using SkiaSharp;

namespace PrivacyBench.Tests.Reports.Figures;

public sealed class FigureTests
{
    private static readonly Results Sample = SampleResults.Of();
    private static readonly IReadOnlyList<SummaryTable> Tables = SummaryTable.All(Sample);

    // Bytes as the parameters, seconds as clients times parameters.
    private static readonly IReadOnlyList<DefenseResult> Growing =
    [
        .. Sample.Defenses.Where(d => d.Defense is "none" or SampleResults.Masks).Select(d => d with
        {
            Growth =
            [
                .. from size in new (int Clients, int Parameters)[] { (5, 500), (10, 500), (100, 500), (10, 900) }
                   select new GrowthPoint(size.Clients, size.Parameters, 4.0 * size.Parameters, 1, size.Clients, 1e-8 * size.Parameters, 1e-8 * size.Clients * size.Parameters),
            ],
        }),
    ];

    private static readonly IReadOnlyList<RocCurve> Curves =
    [
        .. from defense in SampleResults.Defenses
           select new RocCurve("iid", "external", defense, [.. Enumerable.Range(0, 31).Select(i => Point(Math.Pow(10, (i - 30) / 10.0)))]),
    ];

    /// <summary>One defense at three ε.</summary>
    private static (IReadOnlyList<SummaryTable> Tables, IReadOnlyList<DefenseResult> Defenses) Swept
    {
        get
        {
            var (cell, defense) = (
                Sample.Cells.First(c => c is { Partition: "iid", Position: "external", Defense: SampleResults.LocalDp }),
                Sample.Defenses.First(d => d is { Partition: "iid", Defense: SampleResults.LocalDp }));
            string Name(double epsilon) => string.Create(CultureInfo.InvariantCulture, $"local-dp(ε={epsilon})");
            double[] epsilons = [8, 2, 0.5];
            DefenseResult[] defenses =
            [
                .. Sample.Defenses.Where(d => d is { Partition: "iid", Defense: "none" }),
                .. epsilons.Select(e => defense with { Defense = Name(e), Guarantees = [defense.Guarantees[0] with { Epsilon = new(e) }] }),
            ];
            Cell[] cells = [.. Sample.Cells.Where(c => c is { Partition: "iid", Defense: "none" }), .. epsilons.Select(e => cell with { Defense = Name(e) })];
            return (SummaryTable.All(Sample with { Cells = cells, Defenses = defenses }), defenses);
        }
    }

    [Test]
    public void Two_epsilons_of_a_defense_are_no_curve() =>
        Assert.That(EpsilonFigure.Of(Swept.Tables, [.. Swept.Defenses.Take(3)]).IfDrawn(), Is.Null);

    private static IEnumerable<TestCaseData> All =>
    [
        Case(() => AdvantageFigure.Of(Tables), "Source · iid", "cannot run", "0.49", "local-dp(ε=2)", "0.02 no power"),
        Case(() => TradeOffFigure.Worst(Tables, Sample.Defenses), "Source · dirichlet(0.1)", "Membership · dirichlet(0.1)", "none"),
        Case(() => RocFigure.Of(Curves, Sample.Defenses), "external · iid", "0.001", "excluded by ε = 2 (record): local-dp(ε=2)", "false-positive rate"),
        Case(() => TradeOffFigure.Of(Tables, Sample.Defenses), "secure-aggregation + 1 alike", "test accuracy (better →)"),
        Case(() => CostFigure.Of(Sample.Defenses), "41.7 ×", "mobile 210 ms", "Client CPU time, without training"),
        Case(() => LabelCountFigure.Of(Sample.Partitions), "dirichlet(0.1) · heterogeneity 0.68", "records"),
        Case(() => GrowthFigure.Of(Growing), "Upload of a client, by clients", "Computing time, by parameters", "100", "10 kB", "secure-aggregation"),
        Case(() => AccuracyFigure.Of(Sample.Defenses), "test accuracy", "round", "none"),
        Case(() => EpsilonFigure.Of(Swept.Tables, Swept.Defenses), "Membership · iid", "Accuracy · iid", "promised ε", "test accuracy", "0.5", "8", "local-dp"),
        Case(
            () => AuditFigure.Of(AuditedPromise.All(Sample.Cells, Sample.Defenses)), "external · iid", "local-dp(ε=2)", "nothing promised →", "one-run",
            "ε (lower bounds; bar: promised)"),
    ];

    [TestCaseSource(nameof(All))]
    public void The_drawing_is_well_formed_and_says_what_it_shows(Func<object> figure, string[] texts)
    {
        var svg = FigureImage.WholeSvg((Figure)figure());
        Assert.That(svg, Does.Not.Contain("NaN").And.Not.Contains("Infinity"));
        var root = XElement.Parse(svg);
        var words = root.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        Assert.That(words, Is.SupersetOf(texts));
        Assert.That(words, Has.None.Match(@"\d,\d"));
        Assert.That(root.Elements().First(e => e.Name.LocalName == "desc").Value, Is.Not.Empty);
    }

    [Test]
    public void Dashed_lines_are_dashed_in_the_drawing_too()
    {
        var dashes = XElement.Parse(FigureImage.WholeSvg(RocFigure.Of(Curves, Sample.Defenses))).Descendants()
            .Where(e => e.Name.LocalName == "path").Select(e => ((string?)e.Attribute("d"))?.Count(c => c == 'M') ?? 0);
        Assert.That(dashes.Max(), Is.GreaterThan(10));
    }

    [TestCaseSource(nameof(All))]
    public void Equal_figures_are_equal_bytes_in_every_culture(Func<object> figure, string[] texts)
    {
        var once = FigureImage.WholeSvg((Figure)figure());
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
            Assert.That(FigureImage.WholeSvg((Figure)figure()), Is.EqualTo(once), texts[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Test]
    public void Growth_without_a_second_size_is_not_drawn()
    {
        Assert.That(GrowthFigure.Of(Growing).Panels, Has.Count.EqualTo(4));
        Assert.That(GrowthFigure.Of([.. Growing.Select(d => d with { Growth = [.. d.Growth.Take(3)] })]).Panels, Has.Count.EqualTo(2));
        Assert.That(GrowthFigure.Of([.. Growing.Select(d => d with { Growth = [d.Growth[0]] })]).Panels, Is.Empty);
    }

    [Test]
    public void A_picture_shows_all_of_its_panels()
    {
        var figure = LabelCountFigure.Of(Sample.Partitions);
        using var picture = SKBitmap.Decode(FigureImage.Png(figure));
        for (var half = 0; half < 2; half++)
        {
            var left = half * picture.Width / 2;
            var colors = Enumerable.Range(left, picture.Width / 2).Select(x => picture.GetPixel(x, picture.Height / 2)).Distinct();
            Assert.That(colors.Count(), Is.GreaterThan(3), $"half {half}");
        }
    }

    [TestCase("server", 1)]
    [TestCase("client", 0)]
    public void The_region_that_a_guarantee_excludes_is_drawn_where_it_holds(string position, int drawn) =>
        Assert.That(RocFigure.Guarantees([.. Sample.Defenses.Where(d => d.Defense == SampleResults.Combined)], (position, "iid")), Has.Count.EqualTo(drawn));

    private static RocPoint Point(double fpr) => new(fpr, new(Math.Sqrt(fpr), Math.Max(0, Math.Sqrt(fpr) - .05), Math.Min(1, Math.Sqrt(fpr) + .05)), fpr > .01);

    // As object, because the type is internal and a test's signature is not.
    private static TestCaseData Case(Func<object> figure, params string[] texts) => new TestCaseData(figure, texts).SetArgDisplayNames(((Figure)figure()).Name);
}
