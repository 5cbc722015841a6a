using NUnit.Framework.Constraints;
using PrivacyBench.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.NUnit;

/// <summary>The result of a constraint; its message holds the interval, the attack, the sample it would take and the command.</summary>
internal sealed class PrivacyResult(IConstraint constraint, PrivacyEvaluation evaluation, IReadOnlyList<Finding> findings)
    : ConstraintResult(constraint, evaluation, findings.All(f => f.Verdict == Verdict.Holds))
{
    public override void WriteActualValueTo(MessageWriter writer)
    {
        writer.Write(Words.Of(Claims.Together(findings.Select(f => f.Verdict))));
        foreach (var finding in findings.Where(f => f.Verdict != Verdict.Holds))
        {
            writer.Write($"{Environment.NewLine}    {Words.Mark(finding.Verdict)} {finding.Evidence}");
        }

        writer.Write($"{Environment.NewLine}  Reproduce: {evaluation.Results.Provenance.Command} (seed {evaluation.Results.Provenance.Seed})");
        writer.Write($"{Environment.NewLine}  Report:    {evaluation.Report}");
    }
}
