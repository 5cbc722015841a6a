using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>An attack that tells which client holds a record that is known to be a member.</summary>
public abstract record SourceAttack : Attack
{
    private protected SourceAttack()
    {
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Goal> Goals => [Goal.Source];

    /// <summary>
    /// For each candidate a score for each client, higher for likelier its source; −∞ for a client that was never observed. The
    /// evaluation fits on references how far scores are to be believed, and so makes them a posterior.
    /// </summary>
    /// <inheritdoc cref="MembershipAttack.Run"/>
    public abstract double[][] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random);
}

/// <inheritdoc cref="SourceAttack"/>
/// <typeparam name="TSeen">The observation that the attack needs.</typeparam>
public abstract record SourceAttack<TSeen> : SourceAttack
    where TSeen : class
{
    /// <inheritdoc/>
    public sealed override Type Needs => typeof(TSeen);

    /// <inheritdoc/>
    public sealed override double[][] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random) => Checked(
        Score(target.Observe<TSeen>(), new References<TSeen>(references), candidates, random), candidates, of => !of.Any(double.IsNaN));

    /// <summary>The method itself: for each candidate one number a client, the larger the likelier.</summary>
    protected abstract double[][] Score(TSeen seen, References<TSeen> references, Candidates candidates, RandomStream random);
}
