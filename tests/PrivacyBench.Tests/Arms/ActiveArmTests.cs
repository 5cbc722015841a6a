using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>Active adversaries: what they plant and do, and that it tells them more than watching does.</summary>
internal sealed class ActiveArmTests
{
    private const int Clients = 6;
    private const int Federations = 10;

    private static readonly Arm Arm = Of(rounds: 6);

    [Test]
    public void Canaries_are_in_by_a_fair_coin_and_spread_evenly_over_clients()
    {
        var active = ActiveArm.Of(Arm, Arm.Designs(), new CanaryRecords { PerClient = 20 }, new External())!;
        var planted = active.Designs.Select(d => d.ClientRecords.Select(of => of.Count(i => i >= Arm.Plan.Data.Count)).ToArray()).ToArray();

        Assert.That(active.Arm.Candidates.Count, Is.EqualTo(20 * Clients));
        // 1,200 coins: four deviations are 0.058.
        Assert.That(planted.Sum(of => of.Sum()) / (20.0 * Clients * Federations), Is.EqualTo(0.5).Within(0.058));
        Assert.That(planted.Select(of => of.Max() - of.Min()), Is.All.LessThanOrEqualTo(1));
    }

    [Test]
    public void Planting_leaves_the_federations_own_records_as_they_are()
    {
        var designs = Arm.Designs();
        var active = ActiveArm.Of(Arm, designs, new CanaryRecords(), new External())!;

        Assert.That(
            active.Designs.Select(d => d.ClientRecords.Select(of => of.Where(i => i < Arm.Plan.Data.Count))),
            Is.EqualTo(designs.Select(d => d.ClientRecords.Select(of => of.AsEnumerable()))));
    }

    [TestCase("mislabelled")]
    [TestCase("out-of-distribution")]
    public void Planted_records_give_themselves_away(string kind)
    {
        var attack = new CanaryRecords { Records = kind, PerClient = 8 };
        Assert.That(Advantage(Arm, attack, new External()).Low, Is.GreaterThan(0.25));
    }

    [Test]
    public void Planted_updates_give_themselves_away_in_the_sum()
    {
        Assert.That(Advantage(Arm, new CanaryUpdates { Count = 12 }, new Client()).Low, Is.GreaterThan(0.6));
    }

    [Test]
    public void Planted_updates_hide_in_enough_noise()
    {
        var drowned = new DefenseStack([new LocalDp { NoiseMultiplier = 500 }]);
        Assert.That(Advantage(Arm with { Defense = drowned }, new CanaryUpdates { Count = 12 }, new Client()).Covers(0));
    }

    [Test]
    public void An_absent_canary_client_moves_nothing()
    {
        var active = ActiveArm.Of(Arm, Arm.Designs(), new CanaryUpdates { Count = 12 }, new Client())!;
        var round = Train(active, Arm.Defense)[0].Rounds[0];
        var records = active.Designs[0].ClientRecords;
        foreach (var k in Enumerable.Range(Clients, 12))
        {
            var length = Math.Sqrt(round.Updates[k].Sum(v => (double)v * v));
            Assert.That(length, Is.EqualTo(1).Within(1e-5), $"planted client {k}");
            Assert.That(round.MeanUpdate.Zip(round.Updates[k], (m, u) => m * u).Sum() > 0.03, Is.EqualTo(records[k].Length > 0), $"planted client {k}");
        }
    }

    [TestCase("server")]
    [TestCase("client")]
    public void Raising_the_loss_tells_more_than_watching_it(string name)
    {
        ThreatPosition position = name == "server" ? new Server() : new Client();
        Dictionary<string, IReadOnlyList<ScoredFederation>> Scores(GradientAscent attack) => new() { ["gradient-ascent"] = Scored(Of(rounds: 20), attack, position) };
        var shrink = Shrink.OfMembership(Scores(new()), Scores(new() { Rate = 1e-9 }), new RandomStream(1), new(0.95));

        // What is left when the adversary only watches, against what it has when it acts, on the same federations.
        Assert.That(shrink.Difference.Above(0), $"acting {shrink.AdvantageWithout}, watching {shrink.AdvantageWith}");
    }

    [Test]
    public void Whoever_takes_no_part_cannot_act()
    {
        Assert.That(ActiveArm.Of(Arm, Arm.Designs(), new GradientAscent(), new External()), Is.Null);
    }

    [Test]
    public void What_was_sent_is_what_local_training_started_from()
    {
        var active = ActiveArm.Of(Arm, Arm.Designs(), new GradientAscent(), new Server())!;
        var still = active with { Arm = active.Arm with { Plan = active.Arm.Plan with { Local = active.Arm.Plan.Local with { Epochs = 0 } } } };
        var transcript = Train(still, Arm.Defense)[0];

        Assert.That(transcript.Rounds[0].Sent[1], Is.Not.EqualTo(transcript.GlobalModels[0]));
        Assert.That(transcript.Rounds.SelectMany(r => r.Updates).SelectMany(u => u), Is.All.Zero);
        Assert.That(transcript.GlobalModels[^1], Is.EqualTo(transcript.GlobalModels[0]));
    }

    private static Rate Advantage(Arm arm, MembershipAttack attack, ThreatPosition position) =>
        MembershipMeasures.Of(Scored(arm, attack, position), new RandomStream(1)).Advantage;

    private static IReadOnlyList<ScoredFederation> Scored(Arm arm, MembershipAttack attack, ThreatPosition position)
    {
        var active = ActiveArm.IsNeeded(attack) ? ActiveArm.Of(arm, arm.Designs(), attack, position)! : new(arm, arm.Designs(), null);
        var truths = active.Designs.Select(design => Truth.Of(design, active.Arm.Candidates)).ToArray();
        var adversaries = new Adversaries(active.Arm, arm.Defense, Train(active, arm.Defense), truths, 2, CancellationToken.None);
        return ((MembershipGoalScores)adversaries.Run(position, attack)[0]).Federations;
    }

    private static IReadOnlyList<Transcript> Train(ActiveArm active, DefenseStack defense)
    {
        var plan = active.Arm.Plan with { Hooks = defense.For(active.Arm.Size).Defenses, Interference = active.Interference };
        return FederatedTraining.Run(plan, active.Designs, 2, _ => { }, CancellationToken.None);
    }

    private static Arm Of(int rounds)
    {
        var random = new RandomStream(3);
        var plan = TinyFederations.Plan();
        return new()
        {
            Partition = new Iid(),
            Defense = DefenseStack.None,
            Plan = plan with { Rounds = rounds, Local = plan.Local with { Epochs = 4, LearningRate = 0.2 } },
            Split = RecordSplit.Draw(new Iid().Groups(TinyFederations.Digits, Clients, 15), random.Named("split")),
            Clients = Clients,
            RecordsPerClient = 15,
            Federations = Federations,
            Positions = [new Server(), new Client(), new External()],
            Attacks = [new GradientAscent()],
            Confidence = 0.95,
            Random = random,
        };
    }
}
