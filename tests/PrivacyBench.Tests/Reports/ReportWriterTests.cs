using System.Globalization;
using System.Text.RegularExpressions;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed partial class ReportWriterTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("privacybench-report").FullName;

    [TearDown]
    public void DeleteFolder()
    {
        if (Environment.GetEnvironmentVariable("PRIVACYBENCH_KEEP_REPORT") is { Length: > 0 } kept)
            Directory.CreateDirectory(kept);
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public void It_writes_every_file_whole_and_leaves_no_other()
    {
        var written = ReportWriter.Write(SampleResults.Of(), folder);
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));
        Assert.That(found, Is.EquivalentTo(written));
        Assert.That(written, Is.SupersetOf(new[] { "report.html", "report.md", "figures/advantage.svg", "figures/advantage.png" }));
    }

    [Test]
    public void The_page_loads_nothing_and_runs_nothing()
    {
        var html = Html();
        Assert.That(html, Does.Not.Contain("<script").IgnoreCase);
        Assert.That(html, Does.Not.Match(@"\b(src|href)\s*=\s*[""'](?!#)"));
        Assert.That(html, Does.Not.Match(@"url\((?!#)"));
        Assert.That(html, Does.Not.Contain("@import"));
    }

    [Test]
    public void A_hostile_scenario_name_stays_text()
    {
        const string hostile = "</title><script>alert('x')</script><img src=x onerror=alert(1)>";
        var html = Html(hostile);
        Assert.That(html, Does.Not.Contain("<script"));
        Assert.That(html, Does.Not.Contain("<img"));
        Assert.That(html, Does.Contain("&lt;script&gt;"));
        Assert.That(File.ReadAllText(Path.Combine(folder, "report.md")), Does.Not.Contain("<script"));
    }

    [Test]
    public void Ids_are_unique_in_the_page()
    {
        var ids = Id().Matches(Html()).Select(m => m.Groups[1].Value).ToList();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.Some.StartsWith("advantage-0-"));
    }

    [Test]
    public void Numbers_are_the_same_in_every_culture()
    {
        var html = Html();
        var markdown = File.ReadAllText(Path.Combine(folder, "report.md"));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("ru-RU");
            Assert.That($"{.25}", Is.EqualTo("0,25"));
            Assert.That(Html(), Is.EqualTo(html));
            Assert.That(File.ReadAllText(Path.Combine(folder, "report.md")), Is.EqualTo(markdown));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private string Html(string name = "quickstart")
    {
        ReportWriter.Write(SampleResults.Of(name), folder);
        return File.ReadAllText(Path.Combine(folder, "report.html"));
    }

    [GeneratedRegex(@"\sid=""([^""]*)""")]
    private static partial Regex Id();
}
