using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>Measures as they stand in the results.</summary>
internal static class AttackResults
{
    /// <summary>An attack that could not run: by a defense and on its assumption, or, where there is none, because the position never sees what it needs.</summary>
    public static AttackResult NotRun(string attack, Goal goal, string reason, string? assumption, int federations) => new()
    {
        Name = attack,
        Goal = goal,
        Status = assumption is null ? AttackStatus.NotSeen : AttackStatus.Blocked,
        Reason = reason,
        Assumption = assumption,
        Federations = federations,
    };

    /// <summary>An attack that was tried and gave no answer.</summary>
    public static AttackResult Unanswered(string attack, Goal goal, string reason, int federations) => new()
    {
        Name = attack,
        Goal = goal,
        Status = AttackStatus.Failed,
        Reason = $"It gave no answer. {reason}",
        Federations = federations,
    };

    /// <summary>The measures of an attack that ran, when as many as were tried are after the same goal.</summary>
    public static AttackResult Of(string attack, GoalScores scores, RandomStream random, Intervals intervals, int tried) => scores switch
    {
        MembershipGoalScores membership => Of(
            attack,
            membership,
            MembershipMeasures.Of(membership.Federations, random, intervals),
            EmpiricalEpsilon.Of(membership.Federations, random.Named("epsilon"), intervals.Confidence, tried)),
        SourceGoalScores source => Of(attack, SourceMeasures.Of(source.Federations, random, intervals)),
        _ => throw new ArgumentOutOfRangeException(nameof(scores), scores, "No measures are known for these scores."),
    };

    private static AttackResult Of(string attack, MembershipGoalScores scores, MembershipMeasures measures, EmpiricalEpsilon epsilon)
    {
        return new()
        {
            Name = attack,
            Goal = scores.Goal,
            Status = AttackStatus.Ran,
            Reason = epsilon.Reason,
            Advantage = measures.Advantage,
            Auc = measures.Auc,
            BalancedAccuracy = measures.BalancedAccuracy,
            TprAtFpr = measures.TprAtFpr,
            Tpr = measures.Tpr,
            Fpr = measures.Fpr,
            EpsilonLowerBound = epsilon.LowerBound,
            EpsilonCeiling = epsilon.Ceiling,
            Members = measures.Members,
            NonMembers = measures.NonMembers,
            Federations = measures.Federations,
        };
    }

    /// <summary>The row of the guesses that attacks on the source are measured against.</summary>
    public static AttackResult Of(GuessedCell guess, RandomStream random, Intervals intervals) =>
        Of(SourceGuess.Name, SourceMeasures.Of(guess.Strongest, random, intervals)) with
        {
            Reason = $"The strongest guess without a view: {guess.Name}.",
            Baselines =
            [
                .. guess.Baselines.Select(baseline => new GuessBaseline(
                    baseline.Name, SourceMeasures.Of(baseline.Answers, random, intervals).Guess)),
            ],
        };

    private static AttackResult Of(string attack, SourceMeasures measures)
    {
        return new()
        {
            Name = attack,
            Goal = Goal.Source,
            Status = AttackStatus.Ran,
            Reason = measures.AdvantageReason ?? measures.LogLossReason,
            Advantage = measures.Advantage,
            Accuracy = measures.Accuracy,
            Guess = measures.Guess,
            LogLoss = measures.LogLoss,
            Members = measures.Records,
            Federations = measures.Federations,
        };
    }
}
