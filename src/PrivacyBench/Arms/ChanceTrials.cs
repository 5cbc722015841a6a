using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>The null that every evaluation carries: attacks of its own, held against a truth that is drawn anew.</summary>
internal static class ChanceTrials
{
    private const int Repetitions = 40;

    /// <summary>One trial for each partition and goal of membership, with the first undefended attack that ran on the scenario's candidates.</summary>
    public static IReadOnlyList<ChanceTrial> Of(IReadOnlyList<ArmResult> arms, ScoreFolder scores, Intervals intervals, RandomStream random) =>
    [
        .. from arm in arms.GroupBy(a => a.Partition).Select(of => of.First())
           from goal in new[] { Goal.Membership, Goal.ClientMembership }
           from first in Ran(arm, goal).Take(1)
           let place = $"{arm.Partition}, {first.Position}, {first.Attack}, {goal.Name()}"
           select ChanceTrial.Of(place, scores.Membership(first.Scores), Repetitions, random.Named("chance").Named(place), intervals),
    ];

    private static IEnumerable<(string Position, string Attack, string Scores)> Ran(ArmResult arm, Goal goal) =>
        from cell in arm.Cells
        from attack in cell.Attacks
        where attack.Goal == goal && attack.Scores is not null && !attack.OnCanaries
        select (cell.Position, attack.Name, attack.Scores);
}
