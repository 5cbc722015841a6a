using PrivacyBench.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.NUnit;

/// <summary>Bounds the strongest adversary's advantage; without <see cref="Under"/> under every defense, without <see cref="On"/> on every partition.</summary>
public sealed class AdvantageConstraint : PrivacyConstraint
{
    private const string EveryDefense = "";
    private Claim claim;

    internal AdvantageConstraint(Claim claim) => this.claim = claim;

    internal AdvantageConstraint(double? atMost = null, double? shrinksBy = null)
        : this(new Claim { Defense = EveryDefense, AtMost = atMost, ShrinksBy = shrinksBy })
    {
    }

    /// <inheritdoc/>
    public override string Description =>
        Words.Of(claim with { Defense = claim.Defense == EveryDefense ? "every defense" : claim.Defense });

    /// <summary>What the adversary is after; must be said.</summary>
    public AdvantageConstraint For(Goal goal) => Saying(claim with { Goal = goal });

    /// <summary>The threat position by its label or kind, such as "server"; must be said.</summary>
    public AdvantageConstraint From(string position) => Saying(claim with { Position = position });

    /// <summary>The defense by its label or kind, such as "local-dp" or "none".</summary>
    public AdvantageConstraint Under(string defense) => Saying(claim with { Defense = defense });

    /// <summary>The partition by its label or kind, such as "dirichlet".</summary>
    public AdvantageConstraint On(string partition) => Saying(claim with { Partition = partition });

    private protected override IReadOnlyList<Finding> Judge(PrivacyEvaluation evaluation)
    {
        if (claim.Goal is null || claim.Position is null)
        {
            throw new InvalidOperationException("Say what the adversary is after and where it stands: .For(Goal.Source).From(\"server\").");
        }

        var (cells, defenses) = (evaluation.Results.Cells, evaluation.Results.Defenses);
        Known(claim.Position, cells.Select(c => c.Position), "positions");
        if (claim.Partition is not null)
        {
            Known(claim.Partition, cells.Select(c => c.Partition), "partitions");
        }

        var claims = claim.Defense == EveryDefense
            ? cells.Select(c => c.Defense).Distinct().Where(d => d != Claims.Undefended).Select(d => claim with { Defense = d })
            : [claim with { Defense = Known(claim.Defense, cells.Select(c => c.Defense), "defenses") }];
        return [.. Claims.Judge([.. claims], cells, defenses).Select(r => new Finding(r.Verdict, $"{r.Claim.Defense}, {r.Partition}: {r.Evidence}"))];
    }

    private AdvantageConstraint Saying(Claim said)
    {
        claim = said;
        return this;
    }
}
