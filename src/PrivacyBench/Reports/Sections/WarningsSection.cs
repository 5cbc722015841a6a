using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

internal static class WarningsSection
{
    public static ReportSection? Of(Results results) => results.Failed.Count == 0 && results.Defenses.All(d => d.Warnings.Count == 0)
        ? null
        : new("warnings", "Unfit for use as set up")
        {
            Tables = [.. Failed(results), .. GivingAway(results)],
        };

    private static IEnumerable<ReportTable> Failed(Results results) => results.Failed.Count == 0 ? [] :
    [
        new("Arms that were not measured", ["Defense", "Partition", "Why"],
            [.. results.Failed.Select(arm => (IReadOnlyList<ReportCell>)[arm.Defense, arm.Partition, arm.Reason])]),
    ];

    private static IEnumerable<ReportTable> GivingAway(Results results) => results.Defenses.All(d => d.Warnings.Count == 0) ? [] :
        [
            new("Defenses that give a secret away", ["Defense", "Partition", "Verdict", "Why"],
            [
                .. results.Defenses.SelectMany(d => d.Warnings.Select(why => (IReadOnlyList<ReportCell>)
                    [d.Defense, d.Partition, new ReportCell($"{Words.Mark(Verdict.Fails)} unfit for use", "", Words.Of(Verdict.Fails)), why])),
            ]),
        ];
}
