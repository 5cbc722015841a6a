using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

internal sealed class WarningsTests
{
    [Test]
    public void A_defense_that_gives_a_secret_away_stands_in_red()
    {
        var sample = SampleResults.Of();
        var content = ReportContent.Of(sample with { Defenses = [sample.Defenses[0] with { Warnings = ["the key leaks"] }, .. sample.Defenses.Skip(1)] }, "nowhere");
        var section = content.Sections.Single(s => s.Id == "warnings");

        Assert.That(section.Tables.Single().Rows.Single()[2].Kind, Is.EqualTo("fails"));
        Assert.That(HtmlReport.Of(content), Does.Contain("the key leaks").And.Contain("class=\"fails\""));
        Assert.That(ReportContent.Of(sample, "nowhere").Sections.Select(s => s.Id), Has.None.EqualTo("warnings"));
    }

    [Test]
    public void A_projected_cost_is_marked_as_no_measurement()
    {
        var sample = SampleResults.Of();
        var first = sample.Defenses[0];
        var projected = first with { Cost = first.Cost with { Projected = [new ProjectedCost("GPU", 100, 0.5, 0.25)] } };
        var tables = ReportContent.Of(sample with { Defenses = [projected] }, "nowhere").Sections.Single(s => s.Id == "costs").Tables;

        Assert.That(tables[^1].Caption, Does.StartWith("PROJECTION, not measured"));
        Assert.That(tables[^1].Rows.Single().Select(cell => cell.Text), Does.Contain("GPU").And.Contain("100 ×"));
        Assert.That(ReportContent.Of(sample with { Defenses = [first] }, "nowhere").Sections.Single(s => s.Id == "costs").Tables, Has.Count.EqualTo(tables.Count - 1));
    }
}
