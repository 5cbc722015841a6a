using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

internal static class SanitySection
{
    public static ReportSection? Of(Results results) => results.Sanity.Count == 0 ? null : new("sanity", "Sanity of the run itself")
    {
        Paragraphs =
        [
            "What must be so whatever the defenses do. A rule that fails is a mistake of the harness or of the run. A positive control that is "
            + "inconclusive means that the attacks have no power there: small numbers beside it praise no defense.",
        ],
        Tables =
        [
            new("Sanity rules", ["Rule", "Where", "Verdict", "Evidence"], [.. results.Sanity.Select(s => (IReadOnlyList<ReportCell>)
                [s.Rule, s.Place, new ReportCell($"{Words.Mark(s.Verdict)} {Words.Of(s.Verdict)}", "", Words.Of(s.Verdict)), s.Evidence])])
            {
                Folded = $"{Numbers.Count(results.Sanity.Count)} checks, {Numbers.Count(results.Sanity.Count(s => s.Verdict == Verdict.Fails))} fail",
            },
        ],
    };
}
