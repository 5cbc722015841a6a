using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Tests.Reports.Gates;

namespace PrivacyBench.Tests.Reports;

/// <summary>The page in a real browser: Debian's Chromium, where there is one.</summary>
internal sealed class BrowserTests
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private string folder = "";
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    private string Page => new Uri(Path.Combine(folder, "report.html")).AbsoluteUri;

    [OneTimeSetUp]
    public async Task DrawReport()
    {
        var chromium = Array.Find(Places, File.Exists);
        if (chromium is null)
        {
            Assert.Ignore($"No browser is at {string.Join(", ", Places)}: install chromium to check the report in one.");
        }

        folder = Directory.CreateTempSubdirectory("privacybench-browser").FullName;
        var results = BaselineTests.Shared(SampleResults.Of());
        SampleResults.WriteScores(results, folder);
        var gate = GateReport.Of(results, folder, Baseline.Of(results, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "first"), "baselines/sample.json", new());
        ReportFolder.Write(results, folder);
        ReportFolder.Draw(results, folder, gate);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = ["--no-sandbox"] });
    }

    [OneTimeTearDown]
    public async Task CloseBrowser()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (folder.Length > 0)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestCase(1280)]
    [TestCase(390)]
    public async Task Axe_finds_no_barrier(int width)
    {
        var page = await Open(width);
        var found = await page.RunAxe();
        Assert.That(found.Violations.Select(v => $"{v.Id}: {v.Help} ({v.Nodes.Length}: {v.Nodes[0].Html})"), Is.Empty);
        Assert.That(found.Passes, Is.Not.Empty);
    }

    [Test]
    public async Task The_page_works_without_a_network_and_without_scripts()
    {
        var asked = new List<string>();
        await using var context = await browser.NewContextAsync(new() { Offline = true, JavaScriptEnabled = false });
        var page = await context.NewPageAsync();
        page.Request += (_, request) => asked.Add(request.Url);
        var errors = new List<string>();
        page.Console += (_, message) => errors.Add(message.Text);
        await page.GotoAsync(Page);
        Assert.That(asked, Is.EqualTo([Page]));
        Assert.That(errors, Is.Empty);
        Assert.That(await page.Locator("h2").CountAsync(), Is.EqualTo(5));
    }

    [TestCase(1280)]
    [TestCase(800)]
    [TestCase(400)]
    public async Task It_fits_the_width_and_opens_with_what_decides(int width)
    {
        var page = await Open(width);
        Assert.That(await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        async Task<double> Of(string place, string side) =>
            await page.EvaluateAsync<double>($"() => document.querySelector('{place}').getBoundingClientRect().{side}");
        Assert.That(await Of(".badge", "bottom"), Is.LessThan(800), "the verdict is on the first screen");
        Assert.That(await Of("nav", "top"), Is.LessThan(1000));
        Assert.That(await Of("figure svg", "height"), Is.LessThan(700));
        if (width == 1280)
        {
            Assert.That(await Of(".tiles", "bottom"), Is.LessThan(800));
            Assert.That(await Of("#figure-overview .panels", "height"), Is.LessThanOrEqualTo(400));
            Assert.That(await Of("body", "height"), Is.LessThan(8 * 800), "eight screens, with a gate, audits and claims that fail");
        }
    }

    [Test]
    public async Task Filters_work_without_a_script_and_tables_sort_with_it()
    {
        await using var plain = await browser.NewContextAsync(new() { JavaScriptEnabled = false });
        var still = await plain.NewPageAsync();
        await still.GotoAsync(Page);
        Assert.That(await still.Locator(".partition-0 .row-source").First.IsVisibleAsync());
        await still.Locator("#show-source").UncheckAsync();
        Assert.That(await still.Locator(".partition-0 .row-source").First.IsVisibleAsync(), Is.False);
        Assert.That(await still.Locator(".partition-0 .row-membership").First.IsVisibleAsync());

        var errors = new List<string>();
        var page = await browser.NewPageAsync();
        page.Console += (_, message) => errors.Add(message.Text);
        await page.GotoAsync(Page);
        await page.Locator("#attacks > summary").ClickAsync();
        await page.Locator("#attacks table.sortable thead button", new() { HasTextString = "Advantage" }).ClickAsync();
        var sorted = await page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('#attacks table.sortable tbody tr')].map(r => parseFloat(r.cells[5].textContent.replace('−', '-'))).filter(x => !isNaN(x))");
        Assert.That(sorted, Has.Length.GreaterThan(10).And.Ordered.Descending);
        Assert.That(errors, Is.Empty, "the policy lets the page's own script run");
    }

    [Test]
    public async Task It_prints_on_paper_without_cutting_a_table_at_the_right()
    {
        var page = await Open(1000);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(688, 1000);
        var wide = await page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('table, figure')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map(e => e.querySelector('caption, figcaption')?.innerText ?? '')");
        Assert.That(wide, Is.Empty, "A4 less its margins is 688 CSS pixels wide");
        var pdf = await page.PdfAsync(new() { Format = "A4" });
        Assert.That(pdf[..5], Is.EqualTo("%PDF-"u8.ToArray()));
        Assert.That(System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"), Is.InRange(2, 20));
    }

    private async Task<IPage> Open(int width)
    {
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 } });
        await page.GotoAsync(Page);
        return page;
    }
}
