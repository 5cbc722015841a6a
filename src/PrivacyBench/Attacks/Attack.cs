using PrivacyBench.Data;

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

    /// <summary>Whether it looks at the updates of every round, and not of those alone that the scenario has clients asked about.</summary>
    internal virtual bool AsksEveryRound => false;

    /// <summary>Whether it asks the updates of reference federations about records, and not those of the target alone.</summary>
    internal virtual bool AsksUpdatesOfReferences => false;

    /// <summary>What its scores answer.</summary>
    public abstract IReadOnlyList<Goal> Goals { get; }

    /// <summary>The scores, if there is one row of numbers for each candidate.</summary>
    /// <exception cref="UnansweredException">There is not, or a score is not a number.</exception>
    private protected TScore[] Checked<TScore>(TScore[] scores, Candidates candidates, Func<TScore, bool> isNumber) =>
        scores.Length == candidates.Count && scores.All(isNumber)
            ? scores
            : throw new UnansweredException(
                $"{Label}: {scores.Length} scores for {candidates.Count} candidates, {scores.Count(s => !isNumber(s))} of them not a number.");
}
