using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>
/// An attack that tells whether a record is one of a named client's: it scores pairs of record and client. From its scores follow the
/// answers to the two other goals: a record is likelier in the federation the higher its highest client scores, and that client is
/// likeliest its source.
/// </summary>
public abstract record ClientMembershipAttack : Attack
{
    private protected ClientMembershipAttack()
    {
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Goal> Goals => [Goal.Membership, Goal.ClientMembership, Goal.Source];

    /// <summary>
    /// For each candidate a score for each client, higher for likelier one of its records; −∞ for a client that was never observed.
    /// </summary>
    /// <inheritdoc cref="MembershipAttack.Run"/>
    public abstract double[][] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random);
}

/// <inheritdoc cref="ClientMembershipAttack"/>
/// <typeparam name="TSeen">The observation that the attack needs.</typeparam>
public abstract record ClientMembershipAttack<TSeen> : ClientMembershipAttack
    where TSeen : class
{
    /// <inheritdoc/>
    public sealed override Type Needs => typeof(TSeen);

    /// <inheritdoc/>
    public sealed override double[][] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random) => Checked(
        Score(target.Observe<TSeen>(), new References<TSeen>(references), candidates, random), candidates, of => !of.Any(double.IsNaN));

    /// <summary>The method itself: for each candidate one score a client, higher for likelier one of its records.</summary>
    protected abstract double[][] Score(TSeen seen, References<TSeen> references, Candidates candidates, RandomStream random);
}
