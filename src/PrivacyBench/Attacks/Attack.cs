using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>
/// An adversary's method: it scores candidate records from what one threat position observes, and never meets the truth.
/// A concrete attack is a record whose parameters are its scenario keys.
/// </summary>
public abstract record Attack
{
    private protected Attack()
    {
    }

    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => AttackCatalogue.Attacks.NameOf(this);

    /// <summary>The observation that the attack needs.</summary>
    public abstract Type Needs { get; }
}

/// <summary>An attack that tells whether a record was used in training.</summary>
public abstract record MembershipAttack : Attack
{
    private protected MembershipAttack()
    {
    }

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
    public sealed override double[] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random)
    {
        var scores = Score(target.Observe<TSeen>(), new References<TSeen>(references), candidates, random);
        if (scores.Length != candidates.Count || scores.Any(double.IsNaN))
        {
            throw new InvalidOperationException(
                $"{Label}: {scores.Length} scores for {candidates.Count} candidates, {scores.Count(double.IsNaN)} of them not a number.");
        }

        return scores;
    }

    /// <summary>The method itself: one score for each candidate, higher for likelier a member.</summary>
    protected abstract double[] Score(TSeen seen, References<TSeen> references, Candidates candidates, RandomStream random);
}

/// <summary>An attack that tells which client holds a record that is known to be a member.</summary>
public abstract record SourceAttack : Attack
{
    private protected SourceAttack()
    {
    }

    /// <summary>For each candidate the posterior over the clients, in logarithms up to a constant.</summary>
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
    public sealed override double[][] Run(View target, IReadOnlyList<Reference> references, Candidates candidates, RandomStream random)
    {
        var scores = Score(target.Observe<TSeen>(), new References<TSeen>(references), candidates, random);
        if (scores.Length != candidates.Count || scores.Any(of => of.Any(double.IsNaN)))
        {
            throw new InvalidOperationException(
                $"{Label}: {scores.Length} answers for {candidates.Count} candidates, or a score that is not a number.");
        }

        return scores;
    }

    /// <summary>The method itself: for each candidate one number a client, the larger the likelier.</summary>
    protected abstract double[][] Score(TSeen seen, References<TSeen> references, Candidates candidates, RandomStream random);
}
