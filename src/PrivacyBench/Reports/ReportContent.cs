using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Reports.Sections;

namespace PrivacyBench.Reports;

/// <summary>Everything that the report says, in order, before it is HTML or Markdown.</summary>
internal sealed record ReportContent(string Title, string Subtitle, IReadOnlyList<string> Answer, Figure? AnswerFigure, IReadOnlyList<ReportPart> Parts)
{
    public IEnumerable<ReportSection> Sections => Parts.SelectMany(p => p.Sections);

    public IEnumerable<Figure> Figures => Sections.Select(s => s.Figure).Prepend(AnswerFigure).OfType<Figure>();

    public static ReportContent Of(Results results, string folder, GateReport? gate = null)
    {
        var (curves, missing) = RocCurve.Read(results, folder);
        var tables = SummaryTable.All(results);
        ReportPart[] parts =
        [
            Part(
                "signer", "For the signer", "What was claimed, by whom it was attacked, what holds, and what nobody tried.",
                StatementSection.Of(results),
                WarningsSection.Of(results),
                ClaimsSection.Of(results.Claims),
                PromisesSection.Of(results),
                AuditsSection.Of(results),
                AdversariesSection.Of(results),
                LeakageSection.Of(results.Defenses),
                ExposureSection.Of(results.Cells),
                UntestedSection.Of(tables, results.Cells),
                SanitySection.Of(results),
                LimitsSection.Of()),
            Part(
                "researcher", "For the researcher", "How defenses and attacks compare, and what each defense costs.",
                SummarySection.Of(tables),
                RocSection.Of(curves, missing, results.Defenses),
                UtilitySection.Of(tables, results.Defenses),
                EpsilonSection.Of(tables, results.Defenses),
                CostSection.Of(results.Defenses),
                GrowthSection.Of(results.Defenses),
                GuaranteesSection.Of(results.Defenses),
                PartitionsSection.Of(results.Partitions),
                AttacksSection.Of(results.Cells),
                MethodSection.Of(results)),
            Part(
                "engineer", "For the engineer", "How later runs are held to these numbers, and how to get them again.",
                GateSection.Of(gate),
                ReproductionSection.Of(results)),
        ];
        var name = results.Scenario["name"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? text) ? text : "unnamed";
        return new(name, Setting(results), Answers.Of(tables, results), AdvantageFigure.Of(tables).IfDrawn(), parts);
    }

    private static ReportPart Part(string id, string title, string lead, params ReportSection?[] sections) =>
        new(id, title, lead, [.. sections.OfType<ReportSection>()]);

    private static string Setting(Results results)
    {
        var dataset = ScenarioText.At(results.Scenario, "dataset", "name") ?? ScenarioText.At(results.Scenario, "dataset", "path") ?? "unknown data";
        var clients = ScenarioText.At(results.Scenario, "federation", "clients") ?? "?";
        var federations = ScenarioText.At(results.Scenario, "trials", "federations") ?? "?";
        return $"{dataset} · {clients} clients · {federations} federations for each arm · seed {results.Provenance.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
