using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed partial class ReportPageTests
{
    private static readonly string Html = HtmlReport.Of(Content());
    private static readonly string Markdown = MarkdownReport.Of(Content());

    [Test]
    public void The_page_loads_nothing_and_runs_its_one_script_alone()
    {
        var scripts = Regex.Matches(Html, "<script>(.*?)</script>", RegexOptions.Singleline);
        Assert.That(Regex.Count(Html, "<script", RegexOptions.IgnoreCase), Is.EqualTo(1));
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(scripts.Single().Groups[1].Value)));
        Assert.That(WebUtility.HtmlDecode(Html), Does.Contain($"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{hash}'"));
        Assert.That(Html, Does.Not.Match(@"\bsrc\s*="));
        Assert.That(Html, Does.Not.Match(@"\bhref\s*=\s*[""'](?!#|[\w-]+(\.\w+)?[""']|figures/[\w-]+\.(svg|png)[""'])"), "only places in the page and files of the folder");
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
        Assert.That(Regex.Count(html, "<script"), Is.EqualTo(1), "the page's own");
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
        Assert.That(ids, Has.Some.StartsWith("overview-0-"));
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
        Assert.That(Count("<table"), Is.Positive.And.EqualTo(Count("<caption>")).And.EqualTo(Count("<thead>")));
        Assert.That(Count("<tr[^>]*><th scope=\"row\">"), Is.EqualTo(Count("<tr[ >]") - Count("<thead>")));
        Assert.That(Count("<figure"), Is.Positive.And.EqualTo(Count("role=\"img\" aria-label=\"[^\"]{20,}\"")).And.EqualTo(Count("<figcaption")));
        Assert.That(Count("<h1>"), Is.EqualTo(1));
    }

    [TestCase("not resolvable")]
    [TestCase("does not see what they need")]
    [TestCase("the server follows the protocol")]
    [TestCase("unbounded")]
    [TestCase("add-or-remove")]
    public void What_matters_stands_in_the_page_as_itself(string text) => Assert.That(Html, Does.Contain(text));

    [TestCase("by construction")]
    [TestCase("no power")]
    [TestCase("found 70%, guessing 10%")]
    [TestCase("privacybench run scenarios/quickstart.json --seed 1")]
    [TestCase("5f2c0d6fd2c57a3b6a7d6a1d1f1f0d3d0a8b7c6e5f4a3b2c1d0e9f8a7b6c5d4e")]
    public void What_decides_stands_in_both_reports(string text)
    {
        Assert.That(Html, Does.Contain(text));
        Assert.That(Markdown, Does.Contain(text));
    }

    [Test]
    public void The_first_screen_has_a_verdict_and_a_tile_for_each_goal()
    {
        var first = Content().First;
        Assert.That((first.Kind, first.Badge), Is.EqualTo(("fails", "✗ fails: 1 of 4 claims; holds 0 measured + 2 by construction")));
        Assert.That(first.Tiles.Select(t => t.Title), Is.EqualTo(new[] { "Whose record is it?", "Was it trained on?" }));
        Assert.That(first.Tiles[0].Under, Is.EqualTo($"under {SampleResults.Masks} (or 1 alike): 21%, accuracy unchanged"), "0.12 of the way from 10%");
        Assert.That(first.Tested, Does.Contain("digits over 10 clients (iid and dirichlet(0.1))").And.Contain("2026-03-01").And.Contain("PrivacyBench 0.1.0"));
    }

    [Test]
    public void Where_a_record_tells_its_client_without_a_model_that_is_the_first_tile()
    {
        var results = SampleResults.Of();
        AttackResult guess = new()
        {
            Name = "source-guess",
            Goal = Goal.Source,
            Status = AttackStatus.Ran,
            Accuracy = SampleResults.Around(.71, .02),
            Baselines = [new("record", SampleResults.Around(.71, .02))],
        };
        var first = ReportContent.Of(results with { Cells = [.. results.Cells.Select(c => c with { Attacks = [.. c.Attacks, guess] })] }, "nowhere").First;
        Assert.That((first.Tiles[0].Title, first.Tiles[0].Found), Is.EqualTo(("Whose record is it, without any model?", "found 71%, guessing 10%")));
    }

    [Test]
    public void Equal_defenses_are_one_column_and_what_is_never_seen_is_no_row()
    {
        var matrix = Content().Sections.Single(s => s.Id == "matrix");
        Assert.That(matrix.Tables.Single(t => t.Caption == "Partition iid").Headers, Has.Some.EqualTo($"{SampleResults.Masks}, ckks(security=128)"));
        Assert.That(matrix.Tables[0].Rows.Select(r => (r[0].Text, r[0].Detail)), Has.None.EqualTo(("external", "source")).And.Some.EqualTo(("server", "source")));
    }

    [Test]
    public void Nothing_is_said_again_and_again()
    {
        var sentences = Regex.Matches(WebUtility.HtmlDecode(Regex.Replace(Html, "<[^>]*>", "\n")), @"[A-Z][^.\n]{60,}\.").Select(m => m.Value);
        Assert.That(sentences.CountBy(s => s).Where(s => s.Value > 3), Is.Empty);
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
