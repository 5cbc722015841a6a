using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sentences;

/// <summary>For each audited defense the ε that is promised and the largest that an audit proves, those that are refuted first.</summary>
internal static class AuditSentences
{
    public static IEnumerable<string> Of(Results results) =>
        from audit in AuditedPromise.All(results.Cells, results.Defenses)
        where audit.Largest is not null
        group audit by (audit.Defense, audit.Audit.Unit) into audits
        let largest = audits.MaxBy(a => a.Largest!.Epsilon)!
        let shown = audits.FirstOrDefault(a => a.IsRefuted) ?? largest
        orderby shown.IsRefuted descending, shown.Largest!.Epsilon descending, shown.Defense
        select $"Audited with planted {shown.Audit.Unit}s, {shown.Defense} promises {Promised(shown)} and shows ε ≥ {Numbers.Fixed(shown.Largest!.Epsilon!.Value)} "
            + $"({shown.Largest.Method}, from {shown.Position}, {shown.Partition}){(shown.IsRefuted ? ": REFUTED" : "")}.";

    private static string Promised(AuditedPromise audit) => audit.Promised.IsUnbounded
        ? $"nothing for one {audit.Audit.Unit}"
        : $"ε = {Numbers.Significant(audit.Promised.Value)} for one {audit.Audit.Unit}";
}
