using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>Small arms, and what one attack finds in them.</summary>
internal static class TinyArms
{
    public const int Clients = 6;
    public const int Federations = 10;
    public const int References = 8;
    public const int RecordsPerClient = 15;

    public static Arm Of(int rounds)
    {
        var random = new RandomStream(3);
        var plan = TinyFederations.Plan();
        return new()
        {
            Partition = new Iid(),
            Defense = DefenseStack.None,
            Plan = plan with { Rounds = rounds, Local = plan.Local with { Epochs = 4, LearningRate = 0.2 } },
            Split = RecordSplit.Draw(new Iid().Groups(TinyFederations.Digits, Clients, RecordsPerClient), random.Named("split")),
            Clients = Clients,
            RecordsPerClient = RecordsPerClient,
            Federations = Federations,
            References = References,
            Positions = [new Server(), new Client(), new External()],
            Attacks = [new PrivacyBench.Attacks.Membership.LossThreshold()],
            Intervals = Intervals.Default,
            Random = random,
        };
    }

    public static Rate Advantage(Arm arm, MembershipAttack attack, ThreatPosition position) =>
        MembershipMeasures.Of(Scored(arm, attack, position), new RandomStream(1)).Advantage;

    public static IReadOnlyList<ScoredFederation> Scored(Arm arm, MembershipAttack attack, ThreatPosition position) =>
        ((MembershipGoalScores)Run(arm, attack, position)[0]).Federations;

    public static SourceMeasures Source(Arm arm, SourceAttack attack, ThreatPosition position) =>
        SourceMeasures.Of(((SourceGoalScores)Run(arm, attack, position)[0]).Federations, new RandomStream(1));

    /// <summary>What an attack on single clients says of a record's being in the federation.</summary>
    public static IReadOnlyList<ScoredFederation> Scored(Arm arm, ClientMembershipAttack attack, ThreatPosition position) =>
        ((MembershipGoalScores)Run(arm, attack, position)[0]).Federations;

    private static IReadOnlyList<GoalScores> Run(Arm arm, Attack attack, ThreatPosition position)
    {
        var active = ActiveArm.IsNeeded(attack) ? ActiveArm.Of(arm, arm.Designs(), attack, position)! : new(arm, arm.Designs(), null);
        var truths = active.Designs.Select(design => Truth.Of(design, active.Arm.Candidates)).ToArray();
        var adversaries = new Adversaries(active.Arm, arm.Defense, Train(active), truths, 2, CancellationToken.None);
        return adversaries.Run(position, attack);
    }

    public static IReadOnlyList<Transcript> Train(ActiveArm active)
    {
        var plan = active.Arm.Plan with { Hooks = active.Arm.Defense.For(active.Arm.Size).Defenses, Interference = active.Interference };
        return FederatedTraining.Run(plan, active.Designs, 2, _ => { }, CancellationToken.None);
    }
}
