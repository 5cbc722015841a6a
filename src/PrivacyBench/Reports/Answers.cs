using PrivacyBench.Reports.Sentences;

namespace PrivacyBench.Reports;

/// <summary>
/// The answer, made from the numbers. It opens with what the scenario asks: the verdicts on its claims, what audits prove, how costs grow; then
/// what leaks without any model, what attacks learn and what shrinks it at which price, and what must not be overlooked.
/// </summary>
internal static class Answers
{
    public static IReadOnlyList<string> Of(IReadOnlyList<SummaryTable> tables, Results results) =>
    [
        .. VerdictSentences.Of(results.Claims),
        .. AuditSentences.Of(results),
        .. GrowthSentences.Of(results.Defenses),
        .. GuessSentences.Of(results),
        .. LeakSentences.Of(tables, results),
        .. RecordSentences.Of(results.Cells),
        .. EnlargedSentences.Of(results),
        .. ModelSentences.Of(results.Defenses),
        .. SweepSentences.Of(results.Defenses),
    ];
}
