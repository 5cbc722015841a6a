using PrivacyBench.Measurement;
using PrivacyBench.Reports.Figures;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

/// <summary>What planted canaries prove about ε, beside what is promised.</summary>
internal static class AuditsSection
{
    private static readonly string[] Explanations =
    [
        "Canaries are the worst case: records or clients made to be seen, each in or out by a fair coin. From how often they are told apart follows "
        + "a lower bound on ε, for adding or removing one. A bound above the promise refutes it; below it, it says nothing. A small bound with a small "
        + "ceiling is no praise: the ceiling is the most that a sample of this size could show.",
        "clopper-pearson and one-run hold for every mechanism. curve presumes a mechanism of the promised kind and no amount of noise: it holds the area under the whole ROC "
        + "curve against what each amount of noise allows; one-run-fdp presumes Gaussian noise. Where nothing of that kind is promised they are left out. clopper-pearson counts trials, with thresholds from the "
        + "other half of the federations; the one-run methods guess from the scores alone, the canaries of all federations together. The confidence is shared by all methods "
        + "and audits, so that all bounds of a position hold together.",
    ];

    public static ReportSection? Of(Results results)
    {
        var all = AuditedPromise.All(results.Cells, results.Defenses);
        AuditedPromise[] audits = [.. all.Where(a => a.Mute is null)];
        return all.Count == 0 ? null : new("audits", "What audits prove about ε")
        {
            Paragraphs = [.. Explanations, .. all.Except(audits).Select(LeftOut)],
            Figure = audits.Length == 0 ? null : AuditFigure.Of(audits).IfDrawn(),
            Tables = audits.Length == 0 ? [] :
            [
                new(
                    "Lower bounds on ε from canaries",
                    ["Defense", "From, by", "Promised ε", .. Methods(audits), "Verdict"],
                    [.. audits.Select(a => Row(a, Methods(audits)))]),
            ],
        };
    }

    private static string LeftOut(AuditedPromise audit) =>
        $"Left out: {audit.Attack} from {audit.Position} under {audit.Defense}, {audit.Partition}. {audit.Mute}";

    private static IReadOnlyList<string> Methods(IReadOnlyList<AuditedPromise> audits) =>
        [.. audits.SelectMany(a => a.Audit.Bounds).Select(b => b.Method).Distinct()];

    private static IReadOnlyList<ReportCell> Row(AuditedPromise audit, IReadOnlyList<string> methods) =>
    [
        new(audit.Defense, audit.Partition), new(audit.Position, audit.Attack),
        new(audit.Promised.ToString(), $"one {audit.Audit.Unit}, δ = {Numbers.Significant(audit.Audit.Delta)}"),
        .. methods.Select(m => Bound(audit.Audit.Bounds.FirstOrDefault(b => b.Method == m))),
        audit.IsRefuted ? new ReportCell($"{Words.Mark(Verdict.Fails)} refuted", "", "fails") : audit.Guarantee is null ? "nothing promised" : "not refuted",
    ];

    private static ReportCell Bound(AuditBound? bound) => bound is { Epsilon: { } epsilon, Ceiling: { } ceiling }
        ? new ReportCell(Numbers.Fixed(epsilon), $"of {Numbers.Fixed(ceiling)} at most")
        : "–";
}
