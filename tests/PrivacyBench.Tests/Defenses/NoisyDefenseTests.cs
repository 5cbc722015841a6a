using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;

namespace PrivacyBench.Tests.Defenses;

/// <summary>What differentially private defenses promise, against whom, and when they refuse to promise.</summary>
internal sealed class NoisyDefenseTests
{
    private static readonly FederationSize Size = new(10, 20, 1000)
    {
        RecordsPerClient = 40,
        Local = new() { Epochs = 2, BatchSize = 10, LearningRate = 0.1 },
    };

    private static readonly NoisyDefense[] Noisy = [new LocalDp(), new ClientDp(), new RecordDp(), new DistributedDp(), new DistributedDp { Noises = "skellam" }];

    [Test]
    public void A_wanted_epsilon_is_kept_and_not_undercut_by_much([ValueSource(nameof(Noisy))] NoisyDefense defense, [Values(1, 8)] double epsilon)
    {
        var promised = (defense with { Epsilon = epsilon }).Guarantees(Size).Single();

        Assert.That(promised.Epsilon.Value, Is.LessThanOrEqualTo(epsilon * (1 + 1e-12)).And.GreaterThan(0.98 * epsilon));
        Assert.That(promised.Delta, Is.EqualTo(1e-5));
        Assert.That(promised.Unit, Is.EqualTo(defense is RecordDp ? "record" : "client"));
    }

    [TestCaseSource(nameof(Noisy))]
    public void Epsilon_and_noise_together_are_refused(NoisyDefense defense) => Assert.That(
        () => (defense with { Epsilon = 1, NoiseMultiplier = 1 }).For(Size), Throws.ArgumentException.With.Message.Contains("not both"));

    [Test]
    public void A_server_that_sees_who_takes_part_gets_no_promise_from_central_noise() =>
        Assert.That(new ClientDp().Guarantees(Size).Single().ProtectsFrom, Is.EqualTo(new[] { "external", "client" }));

    [Test]
    public void Sampling_counts_for_central_noise_and_not_for_local_noise()
    {
        // A hundred clients, a tenth of them a round, 100 rounds, noise of 1: the two numbers of the classic mistake.
        var sampled = new FederationSize(100, 100, 1000) { Participation = new() { Share = 0.1, IsPoisson = true } };
        Assert.That(new ClientDp { NoiseMultiplier = 1, Delta = 1e-3 }.Guarantees(sampled).Single().Epsilon.Value, Is.EqualTo(4.78).Within(0.02));
        Assert.That(
            new LocalDp { NoiseMultiplier = 1, Delta = 1e-3 }.Guarantees(sampled).Single().Epsilon.Value, Is.EqualTo(GaussianCurve.Epsilon(10, 1e-3)).Within(1e-6));
    }

    [Test]
    public void A_fixed_number_of_clients_is_not_accounted_as_a_poisson_sample() => Assert.That(
        () => new ClientDp().For(Size with { Participation = new() { Share = 0.5 } }), Throws.ArgumentException.With.Message.Contains("poisson"));

    [Test]
    public void Where_the_sum_alone_is_seen_clients_clip_and_the_promise_says_that_they_are_trusted_to()
    {
        var summed = new DefenseStack([new ClientDp { Clip = 2 }, new SecureAggregation()]);
        var promised = summed.Guarantees(Size).Single();
        var clipped = summed.For(Size).Defenses[0].Leave([.. Enumerable.Repeat(1f, 100)], Context(10));

        Assert.That(promised.Accountant, Does.Contain("clients trusted to clip"));
        Assert.That(promised.ProtectsFrom, Is.EqualTo(new[] { "external", "client" }), "the server sees the sum without noise");
        // As it travels, rounded by half of 2⁻¹⁶ a value at most, it is no longer than 2.
        Assert.That(Math.Sqrt(clipped.Sum(v => Math.Pow(v + Math.ScaleB(1, -17), 2))), Is.LessThanOrEqualTo(2).And.GreaterThan(1.999));
        Assert.That(((SecureAggregation)summed.For(Size).Defenses[1]).FractionBits, Is.GreaterThanOrEqualTo(16));
    }

    [Test]
    public void Where_updates_are_seen_the_server_clips() => Assert.That(
        new DefenseStack([new ClientDp { Clip = 2 }]).For(Size).Defenses[0].Leave([3, 4], Context(10)), Is.EqualTo(new[] { 3f, 4f }));

    [Test]
    public void A_norm_is_not_learnt_from_updates_that_nobody_sees() => Assert.That(
        () => new DefenseStack([new ClientDp { AdaptiveQuantile = 0.5 }, new SecureAggregation()]).For(Size),
        Throws.ArgumentException.With.Message.Contains("adaptiveQuantile"));

    [Test]
    public void A_norm_that_drowns_in_rounding_is_refused() => Assert.That(
        () => new DefenseStack([new ClientDp { Clip = 1e-4 }, new SecureAggregation()]).For(Size), Throws.ArgumentException.With.Message.Contains("fixed point"));

    [Test]
    public void Private_steps_are_counted_over_rounds_epochs_and_batches()
    {
        // 20 rounds of 2 epochs of 4 batches, each record in a quarter of them.
        var expected = Accountant.Epsilon([(new Gaussian(1.5, 0.25), 160)], 1e-5).Upper;
        Assert.That(new RecordDp { NoiseMultiplier = 1.5 }.Guarantees(Size).Single().Epsilon.Value, Is.EqualTo(expected));
    }

    [Test]
    public void Shared_noise_protects_from_the_server_only_where_the_sum_alone_is_seen()
    {
        var alone = new DefenseStack([new DistributedDp { Tolerates = 2 }]).Guarantees(Size).Single();
        var summed = new DefenseStack([new DistributedDp { Tolerates = 2 }, new SecureAggregation()]).Guarantees(Size).Single();

        Assert.That(alone.ProtectsFrom, Has.None.StartsWith("server"));
        Assert.That(summed.ProtectsFrom, Is.SupersetOf(new[] { "server", "server-with-clients(1)", "server-with-clients(2)" }).And.No.Contain("server-with-clients(3)"));
    }

    [Test]
    public void Noise_of_those_who_may_collude_does_not_count()
    {
        double Epsilon(int tolerates) => new DistributedDp { NoiseMultiplier = 2, Tolerates = tolerates }.Guarantees(Size).Single().Epsilon.Value;
        double Deviation(int tolerates)
        {
            var update = new float[1000];
            var shared = (DistributedDp)new DistributedDp { NoiseMultiplier = 2, Tolerates = tolerates }.For(Size);
            return shared.Leave(update, new RoundContext(0, 0, 0, 10, new RandomStream(1)) { Parameters = 1000 }).Select(v => (double)v * v).Average();
        }

        // The promise is the same, so each share is larger the fewer count.
        Assert.That(Epsilon(5), Is.EqualTo(Epsilon(1)).Within(0.01));
        Assert.That(Deviation(5) / Deviation(1), Is.EqualTo(9.0 / 5).Within(0.25));
    }

    [TestCase(1, 0, 10)]
    [TestCase(2, 0, 10)]
    [TestCase(1, 3, 7)]
    [TestCase(2, 1, 9)]
    public void A_round_with_fewer_clients_than_the_promise_counts_stops_and_those_who_collude_are_not_among_those_who_may_drop_out(
        int tolerates, int dropouts, int needed)
    {
        var promised = (DistributedDp)new DistributedDp { Tolerates = tolerates, Dropouts = dropouts }.For(Size);

        Assert.That(promised.Shares, Is.EqualTo(needed - tolerates));
        Assert.That(promised.Stops(Context(needed)), Is.Null);
        Assert.That(promised.Stops(Context(needed - 1)), Does.Contain($"{needed - 1} clients are left").And.Contain("dropouts"));
    }

    [TestCase(10, 0)]
    [TestCase(5, 5)]
    [TestCase(int.MaxValue, int.MaxValue)]
    public void Without_a_share_that_counts_nothing_is_promised(int tolerates, int dropouts) => Assert.That(
        () => new DistributedDp { Tolerates = tolerates, Dropouts = dropouts }.For(Size), Throws.ArgumentException.With.Message.Contains("together must be below"));

    private static IEnumerable<TestCaseData> Labelled() => new (Defense Defense, string Label)[]
    {
        (new ClientDp(), "client-dp(ε=8)"),
        (new ClientDp { NoiseMultiplier = 0.5 }, "client-dp(σ=0.5)"),
        (new ClientDp { Clip = 0.25 }, "client-dp(ε=8, C=0.25)"),
        (new ClientDp { Clip = 1.0000000000000002 }, "client-dp(ε=8, C=1.0000000000000002)"),
        (new ClientDp { Delta = 1e-6 }, "client-dp(ε=8, δ=1e-06)"),
        (new ClientDp { Clip = 2, AdaptiveQuantile = 0.5 }, "client-dp(ε=8, C=2, γ=0.5)"),
        (new ClientDp { AdaptiveQuantile = 0.5, AdaptiveRate = 0.1 }, "client-dp(ε=8, γ=0.5, η=0.1)"),
        (new ClientDp { AdaptiveRate = 0.1 }, "client-dp(ε=8)"),
        (new LocalDp { Epsilon = 2, Clip = 3 }, "local-dp(ε=2, C=3)"),
        (new RecordDp { Delta = 0.001 }, "record-dp(ε=8, δ=0.001)"),
        (new DistributedDp { Noises = "skellam" }, "distributed-dp(ε=8, skellam)"),
        (new DistributedDp { ScaleBits = 10, Tolerates = 2, Dropouts = 1 }, "distributed-dp(ε=8, s=10, tolerates=2, dropouts=1)"),
    }.Select(of => new TestCaseData(of.Defense, of.Label).SetArgDisplayNames(of.Label));

    [TestCaseSource(nameof(Labelled))]
    [SetCulture("ru-RU")]
    public void A_label_names_each_setting_that_is_not_the_usual_one(Defense defense, string label) => Assert.That(defense.Label, Is.EqualTo(label));

    [Test]
    public void Sampling_hides_nobody_from_clients_that_sum_together()
    {
        var poisson = Size with { Participation = new() { Share = 0.3, IsPoisson = true } };
        string[] ProtectedFrom(params Defense[] defenses) => [.. new DefenseStack(defenses).Guarantees(poisson).Single().ProtectsFrom];

        Assert.That(ProtectedFrom(new ClientDp()), Is.EquivalentTo(["external", "client"]));
        Assert.That(ProtectedFrom(new ClientDp(), new SecureAggregation()), Is.EquivalentTo(["external"]));
    }

    [Test]
    public void The_server_clips_each_update_before_it_sums()
    {
        var clipped = ((ClientDp)new ClientDp { Clip = 2 }.For(Size)).Receive([3, 4], Context(10));
        Assert.That(clipped, Is.EqualTo(new[] { 1.2f, 1.6f }).Within(1e-6f));
    }

    [Test]
    public void Central_noise_has_the_promised_deviation_over_the_expected_number_of_clients()
    {
        var central = (ClientDp)new ClientDp { NoiseMultiplier = 3, Clip = 2 }.For(Size);
        var noise = central.Release(new float[100_000], Context(7) with { Divisor = 10 });

        Assert.That(Math.Sqrt(noise.Average(v => (double)v * v)), Is.EqualTo(3 * 2 / 10.0).Within(0.005));
    }

    [Test]
    public void An_adaptive_norm_finds_the_wanted_quantile()
    {
        // Norms spread evenly from 0 to 10: half of them are below 5.
        var adaptive = (ClientDp)new ClientDp { NoiseMultiplier = 0.5, AdaptiveQuantile = 0.5, Clip = 0.1 }.For(new(100, 200, 1));
        float[][] updates = [.. Enumerable.Range(1, 100).Select(i => new[] { i / 10f })];
        var memory = adaptive.Start();
        var norms = new List<double>();
        for (var t = 0; t < 200; t++)
        {
            var context = Context(100) with { Divisor = 100, Memories = [memory], Random = new RandomStream(1).Named("round", t) };
            memory = adaptive.Learn(updates, context.Of("learn", 0));
            norms.Add(memory[0]);
        }

        Assert.That(norms.Skip(100).Average(), Is.EqualTo(5).Within(0.3));
    }

    [Test]
    public void An_adaptive_norm_pays_for_its_count_with_noise_on_the_update()
    {
        // Ten clients: the count's noise is that of σ, so updates get σ/√(1 − ¼).
        var adaptive = (ClientDp)new ClientDp { NoiseMultiplier = 3, Clip = 2, AdaptiveQuantile = 0.5 }.For(Size);
        var noise = adaptive.Release(new float[100_000], Context(10) with { Divisor = 10 });

        Assert.That(Math.Sqrt(noise.Average(v => (double)v * v)), Is.EqualTo(3 * 2 / 10.0 / Math.Sqrt(0.75)).Within(0.005));
    }

    private static RoundContext Context(int clients) => new(0, 0, -1, clients, new RandomStream(2));
}
