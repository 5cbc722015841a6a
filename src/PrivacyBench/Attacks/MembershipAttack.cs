using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>An attack that tells whether a record was used in training.</summary>
public abstract record MembershipAttack : Attack
{
    private protected MembershipAttack()
    {
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Goal> Goals => [Goal.Membership];

    /// <summary>One score for each candidate, higher for likelier a member.</summary>
    /// <param name="target">What the adversary observes of the federation under attack; it must offer what the attack needs.</param>
    /// <param name="references">Federations that the adversary trained itself under the same defense.</param>
    /// <param name="candidates">The records to score.</param>
    /// <param name="random">The stream of this attack on this federation.</param>
    /// <exception cref="InvalidOperationException">The view does not offer the observation, or a score is not a number.</exception>
    public abstract double[] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random);
}

/// <inheritdoc cref="MembershipAttack"/>
/// <typeparam name="TSeen">The observation that the attack needs.</typeparam>
public abstract record MembershipAttack<TSeen> : MembershipAttack
    where TSeen : class
{
    /// <inheritdoc/>
    public sealed override Type Needs => typeof(TSeen);

    /// <inheritdoc/>
    public sealed override double[] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random) => Checked(
        Score(target.Observe<TSeen>(), new References<TSeen>(references), candidates, random), candidates, score => !double.IsNaN(score));

    /// <summary>The method itself: one score for each candidate, higher for likelier a member.</summary>
    protected abstract double[] Score(TSeen seen, References<TSeen> references, Candidates candidates, RandomStream random);
}
