using PrivacyBench.Reports.Figures;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Reports.Sections;

namespace PrivacyBench.Reports;

/// <summary>Everything that the report says, in order, before it is HTML or Markdown.</summary>
internal sealed record ReportContent(
    string Title, FirstScreen First, string Fingerprint, IReadOnlyList<string> Answer, Figure? AnswerFigure, IReadOnlyList<ReportPart> Parts)
{
    public IEnumerable<ReportSection> Sections => Parts.SelectMany(p => p.Sections);

    public IEnumerable<Figure> Figures => Sections.Select(s => s.Figure).Prepend(AnswerFigure).OfType<Figure>();

    public static ReportContent Of(Results results, string folder, GateReport? gate = null)
    {
        var (curves, missing) = RocCurve.Read(results, folder);
        var tables = SummaryTable.All(results);
        var answer = TradeOffFigure.Worst(tables, results.Defenses).IfDrawn();
        ReportPart[] parts =
        [
            Part(
                "signer", "Claims and signature", "What was claimed and what holds, what nobody tried, and the line on which one signs.",
                ClaimsSection.Of(results.Claims),
                WarningsSection.Of(results),
                UntestedSection.Of(tables, results.Cells),
                LimitsSection.Of(results),
                StatementSection.Of(results)),
            Part(
                "defenses", "Defenses", "What each leaves, promises and costs.",
                MatrixSection.Of(tables, results.Defenses),
                GrowthSection.Of(results.Defenses),
                Folded(AuditsSection.Of(results)),
                Folded(EpsilonSection.Of(tables, results.Defenses)),
                Folded(IntervalsSection.Of(tables)),
                Folded(RocSection.Of(curves, missing, results.Defenses)),
                Folded(UtilitySection.Of(tables, results.Defenses)),
                Folded(CostSection.Of(results.Defenses)),
                Folded(LeakageSection.Of(results.Defenses)),
                Folded(GuaranteesSection.Of(results.Defenses)),
                Folded(PromisesSection.Of(results))),
            Part(
                "attacks-part", "Attacks and data", "Who tried what, how far each attack came, and whose records stand out.",
                Folded(AdversariesSection.Of(results)),
                Folded(AttacksSection.Of(results.Cells)),
                Folded(ExposureSection.Of(results.Cells)),
                Folded(PartitionsSection.Of(results.Partitions))),
            Part(
                "engineer", "Repeat and take away", "How later runs are held to these numbers, and how to get them again.",
                gate is null ? Folded(GateSection.Of(gate)) : GateSection.Of(gate),
                ReproductionSection.Of(results),
                Folded(SanitySection.Of(results)),
                Folded(MethodSection.Of(results)),
                GlossarySection.Of()),
        ];
        var name = results.Scenario["name"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue(out string? text) ? text : "unnamed";
        // What the first screen warns of is not said again.
        var first = FirstScreen.Of(tables, results);
        var content = new ReportContent(name, first, FirstScreen.Fingerprint(results), [.. Answers.Of(tables, results).Except(first.Warnings)], answer, parts);
        return content with { Parts = [.. parts[..^1], parts[^1] with { Sections = [.. parts[^1].Sections, Folded(TakeAwaySection.Of(content.Figures))!] }] };
    }

    private static ReportSection? Folded(ReportSection? section) => section is null ? null : section with { IsFolded = true };

    private static ReportPart Part(string id, string title, string lead, params ReportSection?[] sections) =>
        new(id, title, lead, [.. sections.OfType<ReportSection>()]);
}
