using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Sections;

namespace PrivacyBench.Reports;

/// <summary>Everything that the report says, in order, before it is HTML or Markdown.</summary>
internal sealed record ReportContent(string Title, string Subtitle, IReadOnlyList<string> Answer, Figure AnswerFigure, IReadOnlyList<ReportSection> Sections)
{
    public IEnumerable<Figure> Figures => Sections.Select(s => s.Figure).OfType<Figure>().Prepend(AnswerFigure);

    public static ReportContent Of(Results results, string folder)
    {
        var (curves, missing) = RocCurve.Read(results, folder);
        var tables = SummaryTable.All(results);
        ReportSection?[] sections =
        [
            SummarySection.Of(tables),
            RocSection.Of(curves, missing, results.Defenses),
            UtilitySection.Of(tables, results.Defenses),
            CostSection.Of(results.Defenses),
            ClaimsSection.Of(results.Claims),
            GuaranteesSection.Of(results.Defenses),
            PartitionsSection.Of(results.Partitions),
            AttacksSection.Of(results.Cells),
            MethodSection.Of(results),
            UntestedSection.Of(tables, results.Cells),
            ReproductionSection.Of(results),
            LimitsSection.Of(),
        ];
        var name = results.Scenario["name"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? text) ? text : "unnamed";
        return new(name, Setting(results), Answers.Of(tables, results), AdvantageFigure.Of(tables), [.. sections.OfType<ReportSection>()]);
    }

    private static string Setting(Results results)
    {
        var dataset = ScenarioText.At(results.Scenario, "dataset", "name") ?? ScenarioText.At(results.Scenario, "dataset", "path") ?? "unknown data";
        var clients = ScenarioText.At(results.Scenario, "federation", "clients") ?? "?";
        var federations = ScenarioText.At(results.Scenario, "trials", "federations") ?? "?";
        return $"{dataset} · {clients} clients · {federations} federations for each arm · seed {results.Provenance.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
