using PrivacyBench.Verdicts;

namespace PrivacyBench.NUnit;

/// <summary>The positive control: without a defense the attacks do learn something, so that their failing says something.</summary>
public sealed class PowerConstraint : PrivacyConstraint
{
    private Goal? goal;
    private string? position;

    internal PowerConstraint()
    {
    }

    /// <inheritdoc/>
    public override string Description => $"undefended {goal?.Name() ?? "attacks"}{(position is null ? "" : $" from {position}")} that beat guessing";

    /// <summary>What the adversary is after; every goal that the scenario's attacks have, where it is not said.</summary>
    public PowerConstraint For(Goal wanted)
    {
        goal = wanted;
        return this;
    }

    /// <summary>The threat position by its label or kind; every one, where it is not said.</summary>
    public PowerConstraint From(string wanted)
    {
        position = wanted;
        return this;
    }

    private protected override IReadOnlyList<Finding> Judge(PrivacyEvaluation evaluation)
    {
        var cells = evaluation.Results.Cells;
        var wanted = position is null ? null : Known(position, cells.Select(c => c.Position), "positions");
        var findings = from cell in cells
                       where cell.Defense == Claims.Undefended && (wanted is null || Claims.Names(wanted, cell.Position))
                       from tried in cell.Attacks.Select(a => a.Goal).Distinct().Where(g => goal is null || g == goal)
                       let reason = PositiveControl.WhyNoPower(cell, tried)
                       select new Finding(reason is null ? Verdict.Holds : Verdict.Inconclusive, $"{cell.Partition}, {cell.Position}, {tried.Name()}: {reason}");
        var all = findings.ToList();
        return all.Count > 0 ? all : [new(Verdict.Inconclusive, "The scenario has no such attack.")];
    }
}
