using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>Measures as they stand in the results.</summary>
internal static class AttackResults
{
    public static AttackResult Blocked(string attack, Goal goal, string reason, int federations) => new()
    {
        Name = attack,
        Goal = goal,
        Status = AttackStatus.Blocked,
        Reason = reason,
        Federations = federations,
    };

    public static AttackResult Of(string attack, IReadOnlyList<ScoredFederation> cell, RandomStream random, double confidence)
    {
        var measures = MembershipMeasures.Of(cell, random, new(confidence));
        return new()
        {
            Name = attack,
            Goal = Goal.Membership,
            Status = AttackStatus.Ran,
            Advantage = measures.Advantage,
            Auc = measures.Auc,
            BalancedAccuracy = measures.BalancedAccuracy,
            TprAtFpr = measures.TprAtFpr,
            Members = measures.Members,
            NonMembers = measures.NonMembers,
            Federations = measures.Federations,
        };
    }

    public static AttackResult Of(string attack, IReadOnlyList<AnsweredFederation> cell, RandomStream random, double confidence)
    {
        var measures = SourceMeasures.Of(cell, random, new(confidence));
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
