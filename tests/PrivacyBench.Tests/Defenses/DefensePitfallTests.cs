using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Mistakes in the doing, and not in the accounting, that break a guarantee; each with what it would show.</summary>
internal sealed class DefensePitfallTests
{
    private const double Clip = 0.01;

    private static readonly FederationSize Size = new(4, 3, 1000) { RecordsPerClient = 10, Local = new() { LearningRate = 0.1 } };

    private static readonly Defense[] Summing =
        [new AdditiveShares(), new ShamirShares(), new VerifiedShares(), new SecureAggregation(), new Bfv(), new Ckks(), new ThresholdBfv(), new ThresholdCkks()];

    private static readonly NoisyDefense[] Noisy = [new LocalDp(), new ClientDp(), new RecordDp(), new DistributedDp()];

    [Test]
    public void What_is_clipped_is_the_update_as_a_whole_and_neither_the_model_nor_each_layer()
    {
        var plan = TinyFederations.Plan(new Mlp { Hidden = [12, 8] }) with { Rounds = 1 };
        var designs = TinyFederations.Unequal(federations: 1, clients: 4);
        var bare = TinyFederations.Train(plan, designs)[0].Rounds[0].Updates;
        var transcript = TinyFederations.Train(plan with { Hooks = [Quiet(new LocalDp { Clip = Clip })] }, designs)[0];

        Assert.That(bare.Select(Norm), Is.All.GreaterThan(2 * Clip));
        Assert.That(transcript.Rounds[0].Updates.Select(Norm), Is.All.EqualTo(Clip).Within(1e-4 * Clip), "six layers of C each would be up to 2.4 C");
        Assert.That(Norm(transcript.GlobalModels[1]), Is.EqualTo(Norm(transcript.GlobalModels[0])).Within(Clip).And.GreaterThan(100 * Clip));
    }

    [Test]
    public void A_record_moves_a_step_by_its_whole_clipped_gradient_and_not_by_one_for_each_layer()
    {
        var local = new LocalTraining { Epochs = 1, LearningRate = 1, Private = new(Clip, 0, 1) };
        var plan = TinyFederations.Plan(new Mlp { Hidden = [12, 8] }) with { Rounds = 1, Local = local };
        var alone = new FederationDesign(0, [[3], [4]], new RandomStream(1));

        Assert.That(TinyFederations.Train(plan, [alone])[0].Rounds[0].Updates.Select(Norm), Is.All.EqualTo(Clip).Within(1e-4 * Clip));
    }

    [TestCase(0)]
    [TestCase(0.9)]
    public void Momentum_gathers_only_what_was_clipped(double momentum)
    {
        // Four steps of five records in two, expected, of which every one is in: no more than C over the rate each, and what momentum keeps of it.
        var local = new LocalTraining { Epochs = 2, LearningRate = 1, Momentum = momentum, Private = new(Clip, 0, 0.5) };
        var plan = TinyFederations.Plan() with { Rounds = 2, Local = local };
        var design = new FederationDesign(0, [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]], new RandomStream(1));
        var most = Enumerable.Range(1, 4).Sum(steps => Enumerable.Range(0, steps).Sum(s => Math.Pow(momentum, s))) * Clip / 0.5;

        Assert.That(TinyFederations.Train(plan, [design])[0].Rounds.SelectMany(r => r.Updates).Select(Norm), Is.All.LessThanOrEqualTo(most));
    }

    [Test]
    public void An_update_of_length_zero_stays_zero() => Assert.That(Clipping.Clip([0, 0], 1), Is.EqualTo(new[] { 0f, 0f }));

    [Test]
    public void An_update_that_is_not_finite_is_rejected([ValueSource(nameof(Noisy))] NoisyDefense defense, [Values(float.NaN, float.PositiveInfinity)] float value)
    {
        if (defense is RecordDp)
        {
            Assert.Pass("Its gradients are checked one by one; see BackpropagationTests.");
        }

        var ready = defense.For(Size);
        var context = new RoundContext(0, 0, 0, 4, new RandomStream(1)) { Parameters = 2 };
        Assert.That(
            () => ready.Receive(ready.Leave([value, 1], context), context), Throws.ArgumentException.With.Message.Contains("not finite"));
    }

    [Test]
    public void A_round_without_participants_is_noised_like_any_other()
    {
        var plan = TinyFederations.Plan() with { Rounds = 12, Participation = new() { Share = 0.1, IsPoisson = true }, Hooks = [new ClientDp { NoiseMultiplier = 2 }.For(Size)] };
        var rounds = TinyFederations.Train(plan, TinyFederations.Unequal(1, 4))[0].Rounds;
        var empty = rounds.Where(r => r.Participants.Count == 0).ToArray();

        // Half of the rounds draw nobody of four. The mean is over 0.4 expected clients.
        Assert.That(empty, Has.Length.GreaterThan(2));
        foreach (var round in empty)
        {
            Assert.That(Norm(round.MeanUpdate) / Math.Sqrt(round.MeanUpdate.Length), Is.EqualTo(2 / 0.4).Within(10).Percent);
        }
    }

    [Test]
    public void Weights_do_not_tell_how_many_records_a_client_holds([ValueSource(nameof(Noisy))] NoisyDefense defense)
    {
        if (defense is LocalDp)
        {
            Assert.Pass("Each of its updates is protected before anybody weighs it.");
        }

        var plan = TinyFederations.Plan() with { Rounds = 1, Hooks = [defense.For(Size)] };
        var weights = TinyFederations.Train(plan, TinyFederations.Unequal(1, 4))[0].Rounds[0].Weights;
        Assert.That(weights, Is.All.EqualTo(0.25).Within(1e-12));
    }

    [Test]
    public void No_round_is_left_out_of_the_account_or_added_to_it([ValueSource(nameof(Noisy))] NoisyDefense defense)
    {
        var size = Size with { Rounds = 5 };
        var plan = TinyFederations.Plan() with { Rounds = 5, Hooks = [defense.For(size)] };
        Assert.That(TinyFederations.Train(plan, TinyFederations.Unequal(1, 4))[0].Rounds, Has.Count.EqualTo(defense.Guarantees(size).Single().Rounds));
        Assert.That(defense.For(size) is NoisyDefense five && defense.For(Size) is NoisyDefense three && five.Noise > three.Noise, "more rounds ask for more noise");
    }

    [TestCaseSource(nameof(Summing))]
    public void What_encryption_or_rounding_leaves_in_a_sum_is_no_privacy(Defense defense) =>
        Assert.That(new DefenseStack([defense]).Guarantees(Size), Is.Empty);

    [Test]
    public void Guarantees_for_records_and_for_clients_stand_side_by_side_and_are_not_added()
    {
        var stack = new DefenseStack([new RecordDp { Epsilon = 2 }, new LocalDp { Epsilon = 3 }]);
        Assert.That(stack.Guarantees(Size).Select(g => (g.Unit, Math.Round(g.Epsilon.Value, 2))), Is.EqualTo(new[] { ("record", 2.0), ("client", 3.0) }));
    }

    private static Defense Quiet(NoisyDefense defense) => (defense with { NoiseMultiplier = 1e-9 }).For(Size);

    private static double Norm(float[] vector) => Math.Sqrt(vector.Sum(v => (double)v * v));
}
