using PrivacyBench.Accounting;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.NUnit;

/// <summary>
/// Holds the attacks on membership, and audits by planted records, against a claimed (ε, δ). They can refute it; "consistent" is all that they say otherwise, and only
/// where they have power without the defense.
/// </summary>
public sealed class EpsilonConstraint : PrivacyConstraint
{
    private readonly Epsilon claimed;
    private readonly double delta;
    private string? position;
    private string? defense;
    private string? partition;
    private string adjacency = "add-or-remove";

    internal EpsilonConstraint(double claimed, double delta) => (this.claimed, this.delta) = (new(claimed), delta);

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"attacks consistent with ε = {claimed}, δ = {delta} ({adjacency})");

    /// <summary>The threat position by its label or kind; every one, where it is not said.</summary>
    public EpsilonConstraint From(string wanted)
    {
        position = wanted;
        return this;
    }

    /// <summary>The defense by its label or kind; every one, where it is not said.</summary>
    public EpsilonConstraint Under(string wanted)
    {
        defense = wanted;
        return this;
    }

    /// <summary>The partition by its label or kind; every one, where it is not said.</summary>
    public EpsilonConstraint On(string wanted)
    {
        partition = wanted;
        return this;
    }

    /// <summary>The claim is for replacing a record, and not for adding or removing one.</summary>
    public EpsilonConstraint ForReplacement()
    {
        adjacency = "replace-one";
        return this;
    }

    private protected override IReadOnlyList<Finding> Judge(PrivacyEvaluation evaluation)
    {
        var cells = evaluation.Results.Cells;
        var wantedPosition = position is null ? null : Known(position, cells.Select(c => c.Position), "positions");
        var wantedDefense = defense is null ? null : Known(defense, cells.Select(c => c.Defense), "defenses");
        var wantedPartition = partition is null ? null : Known(partition, cells.Select(c => c.Partition), "partitions");
        var findings = from cell in cells
                       where wantedPartition is null || Claims.Names(wantedPartition, cell.Partition)
                       where wantedDefense is null ? cell.Defense != Claims.Undefended : Claims.Names(wantedDefense, cell.Defense)
                       where wantedPosition is null || Claims.Names(wantedPosition, cell.Position)
                       where cell.Attacks.Any(a => a.Goal == Goal.Membership && a.Status == AttackStatus.Ran)
                       select Judge(cell, cells);
        var all = findings.ToList();
        return all.Count > 0 ? all : [new(Verdict.Inconclusive, "No attack on membership could run.")];
    }

    private Finding Judge(Cell cell, IReadOnlyList<Cell> cells)
    {
        var claim = new Guarantee(claimed, delta, "record", adjacency, "claimed", 0, [cell.Position]);
        // What holds at a δ holds at every larger one, so that a bound at a larger one speaks against it.
        if (AuditedPromise.Of(cell, [claim]).FirstOrDefault(audited => audited.Audit.Delta >= delta && audited.IsRefuted) is { } refuted)
        {
            return new(Verdict.Fails, refuted.Sentence);
        }

        var promise = Promise.Of(cell, claim);
        if (promise is null || promise.IsRefuted)
        {
            return new(promise is null ? Verdict.Inconclusive : Verdict.Fails, promise?.Sentence ?? "Nothing was measured.");
        }

        return cell.Defense != Claims.Undefended && PositiveControl.WhyNoPower(cells, cell, Goal.Membership) is { } reason
            ? new(Verdict.Inconclusive, $"{cell.Partition}, {cell.Position}: {reason}.")
            : new(Verdict.Holds, promise.Sentence);
    }
}
