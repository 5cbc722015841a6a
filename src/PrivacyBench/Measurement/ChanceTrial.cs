namespace PrivacyBench.Measurement;

/// <summary>How often an attack's intervals miss chance when the truth is drawn anew: members are dealt again within each federation.</summary>
/// <param name="Place">Which attack, where.</param>
/// <param name="Repetitions">How often the truth was drawn.</param>
/// <param name="Missed">How many intervals did not cover an advantage of 0.</param>
internal sealed record ChanceTrial(string Place, int Repetitions, int Missed)
{
    private const int Draws = 200;

    /// <summary>Deals the members of a cell again and again.</summary>
    /// <param name="place">Which attack, where.</param>
    /// <param name="cell">The attack's scores.</param>
    /// <param name="repetitions">How often.</param>
    /// <param name="random">The stream that deals.</param>
    /// <param name="intervals">Their confidence, and of which records they speak.</param>
    public static ChanceTrial Of(string place, IReadOnlyList<ScoredFederation> cell, int repetitions, RandomStream random, Intervals intervals)
    {
        var missed = Enumerable.Range(0, repetitions).Count(i => !Advantage(Dealt(cell, random.Named("deal", i)), random.Named("trial", i), intervals).Covers(0));
        return new(place, repetitions, missed);
    }

    private static ScoredFederation[] Dealt(IReadOnlyList<ScoredFederation> cell, RandomStream random) =>
    [
        .. cell.Select(f => new ScoredFederation(
            f.Federation, f.Records, f.Scores, [.. random.Named("federation", f.Federation).Permutation(f.Members.Length).Select(i => f.Members[i])])),
    ];

    private static Rate Advantage(ScoredFederation[] cell, RandomStream random, Intervals intervals)
    {
        var members = MembershipMeasures.MembersOf(cell);
        var folds = Folds.Of(members, random);
        var thresholds = MembershipCalls.Thresholds(cell, folds);
        Bootstrap.Statistics Over(Resampler units)
        {
            var calls = MembershipCalls.At(thresholds, cell, folds, units);
            return (weights, values) => values[0] = calls.Advantage(weights);
        }

        return Bootstrap.Rates(1, Over, Resampler.Of(members, MembershipMeasures.RecordsOf(cell)), new Intervals(intervals.Confidence, Draws, intervals.Scope), random)[0];
    }
}
