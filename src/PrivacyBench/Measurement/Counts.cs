namespace PrivacyBench.Measurement;

/// <summary>Two rates as counts: of the attack and of what it is compared with.</summary>
/// <param name="Hits">Membership: true positives. Source: right answers.</param>
/// <param name="Trials">Membership: members. Source: records.</param>
/// <param name="BaselineHits">Membership: false positives. Source: records that the best guess without the view gets right.</param>
/// <param name="BaselineTrials">Membership: non-members. Source: records.</param>
internal readonly record struct Counts(long Hits, long Trials, long BaselineHits, long BaselineTrials)
{
    /// <summary>The share of hits.</summary>
    public double Rate => (double)Hits / Trials;

    /// <summary>The share of the baseline's hits.</summary>
    public double BaselineRate => (double)BaselineHits / BaselineTrials;

    /// <summary>True positive rate minus false positive rate.</summary>
    public double MembershipAdvantage => Rate - BaselineRate;

    /// <summary>The part of what guessing leaves open that the answers close: (accuracy − guess) / (1 − guess).</summary>
    public double SourceAdvantage => (Rate - BaselineRate) / (1 - BaselineRate);

    /// <summary>The counts of one candidate for membership.</summary>
    public static Counts OfCandidate(bool member, bool calledMember)
    {
        var called = calledMember ? 1 : 0;
        return member ? new(called, 1, 0, 0) : new(0, 0, called, 1);
    }

    /// <summary>These counts plus <paramref name="weight"/> times the others.</summary>
    public Counts Plus(Counts other, int weight) => new(
        Hits + (other.Hits * weight),
        Trials + (other.Trials * weight),
        BaselineHits + (other.BaselineHits * weight),
        BaselineTrials + (other.BaselineTrials * weight));
}
