using PrivacyBench.Arms;
using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>Active adversaries: what they plant and do, and that it tells them more than watching does.</summary>
internal sealed class ActiveArmTests
{
    private const int Clients = TinyArms.Clients;

    private static readonly Arm Arm = TinyArms.Of(rounds: 6);

    [Test]
    public void Canaries_are_in_by_a_fair_coin()
    {
        var active = ActiveArm.Of(Arm, Arm.Designs(), new CanaryRecords { PerClient = 20 }, new External())!;
        var planted = active.Designs.Select(d => d.ClientRecords.Select(of => of.Count(i => i >= Arm.Plan.Data.Count)).ToArray()).ToArray();

        Assert.That(active.Arm.Candidates.Count, Is.EqualTo(20 * Clients));
        // 1,200 coins: four deviations are 0.058.
        Assert.That(planted.Sum(of => of.Sum()) / (20.0 * Clients * active.Designs.Count), Is.EqualTo(0.5).Within(0.058));
    }

    [Test]
    public void One_coin_moves_one_record_of_one_client_and_all_together_spread_evenly()
    {
        var design = Arm.Designs()[0];
        int[] canaries = [.. Enumerable.Range(Arm.Plan.Data.Count, 4 * Clients)];
        int[][] Plant(Func<int, bool> isIn) =>
            [.. ActiveArm.Plant(design, canaries, [.. canaries.Select((_, c) => isIn(c))], false, 0).ClientRecords];

        var all = Plant(_ => true);
        Assert.That(all.Zip(design.ClientRecords, (of, before) => of.Length - before.Length), Is.All.EqualTo(4));
        for (var c = 0; c < canaries.Length; c++)
        {
            var changed = Plant(other => other != c).Zip(all).Where(of => !of.First.SequenceEqual(of.Second)).ToArray();
            Assert.That(changed, Has.Length.EqualTo(1), "any other shift would be more than adding or removing one record");
            Assert.That(changed[0].First, Is.EqualTo(changed[0].Second.Where(r => r != canaries[c])));
        }
    }

    [Test]
    public void All_canaries_count_whatever_their_coins_say()
    {
        var scored = TinyArms.Scored(Arm, new CanaryRecords { PerClient = 4 }, new Client());
        Assert.That(scored.Select(of => of.Records.Length), Is.All.EqualTo(4 * Clients), "what is left out would tell the coins");
    }

    [Test]
    public void Audits_learn_the_truth_of_references_and_of_no_target()
    {
        // Guesses that use a target's make right answers come together, and a bound from one run would not hold.
        var scored = TinyArms.Scored(Arm, new TruthSpy(), new External());
        Assert.That(scored.Select(of => of.Scores), Is.All.EqualTo(scored[0].Scores), "the references are the same for every target");
        Assert.That(scored[0].Scores.Max(), Is.InRange(1, TinyArms.References));
        Assert.That(scored.Select(of => of.Members).Distinct(new SameCoins()).Count(), Is.EqualTo(TinyArms.Federations));
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
        Assert.That(TinyArms.Advantage(Arm, attack, new External()).Low, Is.GreaterThan(0.25));
    }

    [Test]
    public void Planted_updates_give_themselves_away_in_the_sum()
    {
        Assert.That(TinyArms.Advantage(Arm, new CanaryUpdates { Count = 12 }, new Client()).Low, Is.GreaterThan(0.6));
    }

    [Test]
    public void Planted_updates_hide_in_enough_noise()
    {
        var drowned = new DefenseStack([new LocalDp { NoiseMultiplier = 500 }]);
        Assert.That(TinyArms.Advantage(Arm with { Defense = drowned }, new CanaryUpdates { Count = 12 }, new Client()).Covers(0));
    }

    [Test]
    public void An_absent_canary_client_moves_nothing()
    {
        var active = ActiveArm.Of(Arm, Arm.Designs(), new CanaryUpdates { Count = 12 }, new Client())!;
        var round = TinyArms.Train(active)[0].Rounds[0];
        var records = active.Designs[0].ClientRecords;
        foreach (var k in Enumerable.Range(Clients, 12))
        {
            var length = Math.Sqrt(round.Updates[k].Sum(v => (double)v * v));
            Assert.That(length, Is.EqualTo(records[k].Length > 0 ? 10 : 0).Within(1e-4), $"planted client {k}");
        }
    }

    [TestCase("server")]
    [TestCase("client")]
    public void Raising_the_loss_tells_more_than_watching_it(string name)
    {
        ThreatPosition position = name == "server" ? new Server() : new Client();
        Dictionary<string, IReadOnlyList<ScoredFederation>> Scores(GradientAscent attack) => new() { ["gradient-ascent"] = TinyArms.Scored(TinyArms.Of(rounds: 20) with { Federations = 16 }, attack, position) };
        var shrink = Shrink.OfMembership(Scores(new()), Scores(new() { Rate = 1e-9 }), new RandomStream(1), new(0.95));

        // What is left when the adversary only watches, against what it has when it acts, on the same federations.
        Assert.That(shrink.AdvantageWithout.Low, Is.GreaterThan(0.1));
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
        var transcript = TinyArms.Train(still)[0];

        Assert.That(transcript.Rounds[0].Sent[1], Is.Not.EqualTo(transcript.GlobalModels[0]));
        Assert.That(transcript.Rounds.SelectMany(r => r.Updates).SelectMany(u => u), Is.All.Zero);
        Assert.That(transcript.GlobalModels[^1], Is.EqualTo(transcript.GlobalModels[0]));
    }

    /// <summary>Scores each canary by how many references it is known to be in.</summary>
    private sealed class SameCoins : IEqualityComparer<bool[]>
    {
        public bool Equals(bool[]? x, bool[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(bool[] obj) => obj.Length;
    }

    private sealed record TruthSpy : MembershipAttack<FinalModel>, ICanaryAttack
    {
        public override string Label => "truth-spy";

        public bool AreClients => false;

        public bool NeedsReferences => true;

        public CraftedRecords Craft(Candidates known, int clients, RandomStream random) => new CanaryRecords().Craft(known, clients, random);

        protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random) =>
            [.. Enumerable.Range(0, candidates.Count).Select(i => Enumerable.Range(0, references.Count).Count(r => references.IsMember(r, i)))];
    }
}
