using System.Text.Json;
using System.Xml.Linq;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Reports.Gates;

internal sealed class GateReportTests
{
    private static readonly Results Before = BaselineTests.Shared(SampleResults.Of());

    /// <summary>One advantage is worse, one better; one number is gone, and a claim of the sample fails.</summary>
    private static readonly GateReport Gate = GateReport.Of(
        Before with { Cells = [.. Before.Cells.Select(Changed).Where(c => c is not { Partition: "iid", Defense: "none", Position: "external" })] }, "reports/sample",
        Baseline.Of(Before, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "first <measurement>"), "baselines/sample.json", new());

    [Test]
    public void What_fails_fails_the_gate() => Assert.That(Gate.Verdict, Is.EqualTo(Verdict.Fails));

    [TestCase("none", -0.3, "lost power", Description = "an attack that was weakened makes every defense look better")]
    [TestCase(SampleResults.LocalDp, 0.4, "worse by", Description = "a defense that was weakened")]
    public void A_planted_change_turns_our_own_gate_red(string defense, double change, string evidence)
    {
        var baseline = Baseline.Of(Before, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "before the change");
        GateReport Held(Results results) => GateReport.Of(results with { Claims = [] }, "reports/sample", baseline, "baselines/sample.json", new() { PowerLoss = 0.05 });
        var changed = Held(Before with { Cells = [.. Before.Cells.Select(cell => cell.Defense == defense ? Moved(cell, change) : cell)] });

        Assert.That(Held(Before).Numbers.Select(n => n.Verdict), Has.None.EqualTo(Verdict.Fails));
        Assert.That(changed.Verdict, Is.EqualTo(Verdict.Fails));
        Assert.That(changed.Numbers.Where(n => n.Verdict == Verdict.Fails).Select(n => n.Evidence), Has.Some.Contains(evidence));

        static Cell Moved(Cell cell, double change)
        {
            Strongest? Of(Strongest? found) => found is null ? null : By(found with { ByFederation = found.ByFederation ?? [] }, change) with { ByFederation = null };
            return cell with { Strongest = new(Of(cell.Strongest.Membership), Of(cell.Strongest.Source), Of(cell.Strongest.ClientMembership)) };
        }
    }

    [Test]
    public void The_xml_is_read_as_tests_by_its_attributes()
    {
        var root = XDocument.Parse(JUnitFile.Of(Gate)).Root!;
        var cases = root.Descendants("testcase").ToList();
        int Attribute(XElement element, string name) => (int)element.Attribute(name)!;
        Assert.That(root.Name.LocalName, Is.EqualTo("testsuites"));
        Assert.That(Attribute(root, "tests"), Is.EqualTo(cases.Count).And.EqualTo(Gate.Numbers.Count + Gate.Claims.Count));
        Assert.That(Attribute(root, "failures"), Is.EqualTo(root.Descendants("failure").Count()).And.EqualTo(Rows(Verdict.Fails)).And.GreaterThan(1));
        Assert.That(Attribute(root, "errors"), Is.EqualTo(root.Descendants("error").Count()).And.EqualTo(Rows(Verdict.Inconclusive)).And.GreaterThan(0));
        Assert.That(cases.Select(c => (string?)c.Attribute("name")), Is.All.Not.Empty);
        Assert.That(cases.Select(c => ((string?)c.Attribute("classname"), (string?)c.Attribute("name"))), Is.Unique);
        Assert.That(root.Elements("testsuite").Sum(s => Attribute(s, "tests")), Is.EqualTo(cases.Count));
    }

    [Test]
    public void Control_characters_in_a_label_do_not_break_the_xml()
    {
        var hostile = Gate with { Claims = [Gate.Claims[0] with { Partition = "a\u0001b]]><x>\ud800", Evidence = "\u0000&" }] };
        Assert.That(() => XDocument.Parse(JUnitFile.Of(hostile)), Throws.Nothing);
    }

    [Test]
    public void The_summary_shows_what_decides_before_it_folds_the_rest()
    {
        var text = GateMarkdown.Of(Gate);
        var folded = text.IndexOf("<details>", StringComparison.Ordinal);
        Assert.That(text, Does.StartWith("## ✗ Privacy gate of quickstart"));
        Assert.That(text[..folded], Does.Contain("✗ fails").And.Contain("It is no longer measured").And.Contain("privacybench baseline reports/sample --out baselines/sample.json"));
        Assert.That(text[..folded], Does.Contain("first &lt;measurement&gt;").And.Not.Contain("✓ holds |"), "only what decides, or is better");
        Assert.That(text[folded..].Split('\n').Count(l => l.StartsWith("| ", StringComparison.Ordinal)), Is.EqualTo(Gate.Numbers.Count + Gate.Claims.Count + 2));
    }

    [Test]
    public void Better_is_told_with_the_command_that_moves_the_baseline()
    {
        Assert.That(Gate.Better.Select(b => b.Baseline.Name), Is.EqualTo(["iid, none, server, source"]));
        Assert.That(Gate.ToMove, Is.EqualTo("privacybench baseline reports/sample --out baselines/sample.json --reason \"why\""));
    }

    [Test]
    public void The_json_says_all_of_it()
    {
        var json = JsonSerializer.SerializeToNode(Gate, ResultsFile.Options)!;
        Assert.That((string?)json["verdict"], Is.EqualTo("fails"));
        Assert.That(json["numbers"]!.AsArray(), Has.Count.EqualTo(Gate.Numbers.Count));
    }

    [Test]
    public void The_report_for_the_engineer_shows_the_gate()
    {
        var html = HtmlReport.Of(ReportContent.Of(Before, "nowhere", Gate));
        Assert.That(html, Does.Contain("The gate fails").And.Contain("What decides it"));
        Assert.That(HtmlReport.Of(ReportContent.Of(Before, "nowhere")), Does.Contain("not held against a baseline"));
    }

    private static int Rows(Verdict verdict) => GateWords.Rows(Gate).Count(r => r.Verdict == verdict);

    private static Cell Changed(Cell cell) => cell is { Partition: "iid", Defense: "none", Position: "server" }
        ? cell with { Strongest = new(By(cell.Strongest.Membership!, 0.2), By(cell.Strongest.Source!, -0.2)) }
        : cell;

    private static Strongest By(Strongest strongest, double change) => strongest with
    {
        Advantage = new(strongest.Advantage.Value + change, strongest.Advantage.Low + change, strongest.Advantage.High + change),
        ByFederation = [.. strongest.ByFederation!.Select((v, f) => v + change + (0.01 * Math.Cos(7 * f)))],
    };
}
