using System.Globalization;
using System.Text.RegularExpressions;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed partial class ReportPageTests
{
    private static readonly string Html = HtmlReport.Of(Content());
    private static readonly string Markdown = MarkdownReport.Of(Content());

    [Test]
    public void The_page_loads_nothing_and_runs_nothing()
    {
        Assert.That(Html, Does.Not.Contain("<script").IgnoreCase);
        Assert.That(Html, Does.Not.Match(@"\b(src|href)\s*=\s*[""'](?!#)"));
        Assert.That(Html, Does.Not.Match(@"url\((?!#)"));
        Assert.That(Html, Does.Not.Contain("@import"));
    }

    [Test]
    public void Hostile_names_stay_text()
    {
        const string hostile = "</title><script>alert('x')</script><img src=x onerror=alert(1)>";
        var sample = SampleResults.Of(hostile);
        var content = ReportContent.Of(sample with { Partitions = [sample.Partitions[0] with { Partition = hostile }] }, "nowhere");
        var html = HtmlReport.Of(content);
        Assert.That(html, Does.Not.Contain("<script"));
        Assert.That(html, Does.Not.Contain("<img"));
        Assert.That(html, Does.Contain("&lt;script&gt;"));
        Assert.That(MarkdownReport.Of(content), Does.Not.Contain("<script").And.Not.Contains("<img"));
    }

    [Test]
    public void The_page_says_that_its_noise_is_not_for_a_release() => Assert.That(Html, Does.Contain("A release needs a cryptographic generator"));

    [Test]
    public void Ids_are_unique_in_the_page()
    {
        var ids = Id().Matches(Html).Select(m => m.Groups[1].Value).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.Some.StartsWith("advantage-0-"));
    }

    [Test]
    public void Every_reference_inside_the_page_has_its_target()
    {
        var ids = Id().Matches(Html).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.That(Reference().Matches(Html).Select(m => m.Groups[1].Value).Where(r => !ids.Contains(r)), Is.Empty);
    }

    [Test]
    public void Tables_have_captions_and_headers_and_figures_have_descriptions()
    {
        int Count(string text) => Regex.Count(Html, text);
        Assert.That(Count("<table>"), Is.Positive.And.EqualTo(Count("<caption>")).And.EqualTo(Count("<thead>")));
        Assert.That(Count("<tr><th scope=\"row\">"), Is.EqualTo(Count("<tr>") - Count("<thead>")));
        Assert.That(Count("<figure"), Is.Positive.And.EqualTo(Count("role=\"img\" aria-label=\"[^\"]{20,}\"")).And.EqualTo(Count("<figcaption")));
        Assert.That(Count("<h1>"), Is.EqualTo(1));
    }

    [TestCase("not resolvable")]
    [TestCase("cannot run")]
    [TestCase("not seen")]
    [TestCase("the server follows the protocol")]
    [TestCase("unbounded")]
    [TestCase("no power")]
    [TestCase("add-or-remove")]
    [TestCase("privacybench run scenarios/quickstart.json --seed 1")]
    [TestCase("5f2c0d6fd2c57a3b6a7d6a1d1f1f0d3d0a8b7c6e5f4a3b2c1d0e9f8a7b6c5d4e")]
    public void What_matters_stands_in_both_reports_as_itself(string text)
    {
        Assert.That(Html, Does.Contain(text));
        Assert.That(Markdown, Does.Contain(text));
    }

    [Test]
    public void Numbers_are_the_same_in_every_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
            Assert.That($"{.25}", Is.EqualTo("0,25"));
            Assert.That(HtmlReport.Of(Content()), Is.EqualTo(Html));
            Assert.That(MarkdownReport.Of(Content()), Is.EqualTo(Markdown));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestCase(-.001, ExpectedResult = "0.00")]
    [TestCase(-.25, ExpectedResult = "−0.25")]
    [TestCase(.25, ExpectedResult = "0.25")]
    [TestCase(double.NaN, ExpectedResult = "unknown")]
    public string A_number_is_printed(double value) => Numbers.Fixed(value);

    [TestCase(.0213, ExpectedResult = "21 ms")]
    [TestCase(.2126, ExpectedResult = "210 ms")]
    [TestCase(.9999, ExpectedResult = "1,000 ms")]
    [TestCase(2, ExpectedResult = "2 s")]
    [TestCase(1234, ExpectedResult = "21 min")]
    public string Seconds_are_printed(double seconds) => Numbers.Seconds(seconds);

    [TestCase(999, ExpectedResult = "999 B")]
    [TestCase(1_580_000, ExpectedResult = "1.58 MB")]
    public string Bytes_are_printed(double bytes) => Numbers.Bytes(bytes);

    private static ReportContent Content() => ReportContent.Of(SampleResults.Of(), "nowhere");

    [GeneratedRegex(@"\sid=""([^""]*)""")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?:href=""|url\()#([^"")]*)")]
    private static partial Regex Reference();
}
