using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Sanity;

/// <summary>
/// The undefended run shows a leak: the positive control of every verdict about a defense. Where it does not, the attacks have no
/// power and small numbers are no protection; that leaves verdicts open and is no mistake of the run.
/// </summary>
internal sealed class LeakShown : ISanityRule
{
    public IEnumerable<SanityResult> Check(Evidence evidence) =>
        from cell in evidence.Cells
        where cell.Defense == Claims.Undefended
        from goal in Enum.GetValues<Goal>()
        where cell.Attacks.Any(a => a.Goal == goal && a.Status == AttackStatus.Ran)
        let reason = PositiveControl.WhyNoPower(cell, goal)
        select new SanityResult(
            "positive control",
            $"{cell.Partition}, {cell.Position}, {goal.Name()}",
            reason is null ? Verdict.Holds : Verdict.Inconclusive,
            reason is null ? FormattableString.Invariant($"undefended, the advantage is {cell.Strongest.Of(goal)!.Advantage.Value:0.000}") : reason);
}
