using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Defenses that hide updates in a sum: the sum stays right, and each position sees what it must and no more.</summary>
internal sealed class SummingDefenseTests
{
    private const int Clients = 5;
    private const int Length = 300;

    private static readonly Defense[] Summing =
        [new AdditiveShares(), new ShamirShares(), new VerifiedShares(), new SecureAggregation(), new SecureAggregation { ConsistentModel = true }, new Bfv(), new Ckks(), new ThresholdBfv(), new ThresholdCkks()];

    [TestCaseSource(nameof(Summing))]
    public void The_sum_is_that_of_the_updates_up_to_quantisation(Defense defense)
    {
        var updates = Updates();
        var aggregation = defense.Aggregate(updates, Context());
        var largest = Enumerable.Range(0, Length).Max(i => Math.Abs(aggregation!.Sum[i] - updates.Sum(u => u[i])));

        // Half a unit of 2^-16 for each client.
        Assert.That(largest, Is.LessThan(Clients * 0.5 / 65536 * 1.01));
    }

    [TestCaseSource(nameof(Summing))]
    public void What_clients_send_is_counted(Defense defense)
    {
        var cost = defense.Aggregate(Updates(), Context())!.Cost;

        Assert.That(cost.UploadBytes, Is.GreaterThan(Length));
        Assert.That(cost.Messages, Is.GreaterThanOrEqualTo(Clients));
    }

    [TestCaseSource(nameof(Summing))]
    public void Values_beyond_the_bound_are_clipped(Defense defense)
    {
        var updates = Updates();
        updates[0][0] = 1e9f;

        Assert.That(defense.Aggregate(updates, Context())!.Sum[0], Is.EqualTo(4 + updates.Skip(1).Sum(u => u[0])).Within(1e-3));
    }

    [TestCaseSource(nameof(Summing))]
    public void The_server_does_not_see_a_clients_update(Defense defense) => Assert.That(Withheld(defense, new Server()), Does.Contain(typeof(ClientUpdates)));

    [TestCaseSource(nameof(Summing))]
    public void What_it_assumes_of_the_server_is_said_of_whatever_it_hides(Defense defense)
    {
        Assert.That(defense.Assumption, Does.Contain("server"));
        Assert.That(new DefenseStack([defense]).For(new(Clients, 4, Length)).Hides(new Server()).Where(w => w.Observation == typeof(ClientUpdates)).Select(w => w.Assumption), Is.All.EqualTo(defense.Assumption));
    }

    [TestCase(typeof(Bfv), false)]
    [TestCase(typeof(Ckks), false)]
    [TestCase(typeof(ThresholdBfv), true)]
    [TestCase(typeof(ThresholdCkks), true)]
    public void A_key_holder_opens_updates_only_where_one_key_is_enough(Type kind, bool hidden)
    {
        var defense = (Defense)Activator.CreateInstance(kind)!;

        Assert.That(Withheld(defense, new KeyHolder()).Contains(typeof(ClientUpdates)), Is.EqualTo(hidden));
        Assert.That(Withheld(defense, new ServerWithClients()).Contains(typeof(ClientUpdates)), Is.EqualTo(hidden));
    }

    [TestCase(2, 1, true)]
    [TestCase(2, 2, false)]
    [TestCase(null, 4, true)]
    public void As_many_colluders_as_the_threshold_open_every_update(int? threshold, int colluding, bool hidden)
    {
        foreach (Defense defense in (Defense[])[new ThresholdBfv { Threshold = threshold }, new ThresholdCkks { Threshold = threshold }])
        {
            Assert.That(
                Withheld(defense, new ServerWithClients { Colluding = colluding }).Contains(typeof(ClientUpdates)), Is.EqualTo(hidden), defense.Label);
        }
    }

    [Test]
    public void Without_a_key_the_server_does_not_even_see_the_sum() =>
        Assert.That(Withheld(new Bfv(), new Server()), Is.SupersetOf(new[] { typeof(SummedUpdates), typeof(GlobalModels) }));

    [TestCaseSource(nameof(Summing))]
    public void The_outside_world_still_sees_the_final_model(Defense defense) =>
        Assert.That(Withheld(defense, new External()), Is.Empty);

    [Test]
    public void A_protocol_over_tcp_sums_what_it_sums_in_memory()
    {
        var (inside, over) = (new VerifiedShares { Aggregators = 2 }, new VerifiedShares { Aggregators = 2, Transport = "tcp" });

        Assert.That(over.Aggregate(Updates(), Context())!.Sum, Is.EqualTo(inside.Aggregate(Updates(), Context())!.Sum));
    }

    [Test]
    public void A_defense_that_runs_in_one_process_refuses_tcp() =>
        Assert.That(() => (new Bfv { Transport = "tcp" }).For(new(Clients, 1, Length)), Throws.ArgumentException.With.Message.Contains("'memory'"));

    [Test]
    public void More_bits_than_a_field_element_holds_are_refused_before_anything_runs() =>
        Assert.That(() => (new ShamirShares { Bound = 1e6, FractionBits = 30 }).For(new(1000, 1, Length)), Throws.ArgumentException.With.Message.Contains("holds 60"));

    [Test]
    public void An_update_that_is_not_finite_is_refused()
    {
        var updates = Updates();
        updates[1][7] = float.NaN;

        Assert.That(() => new AdditiveShares().Aggregate(updates, Context()), Throws.ArgumentException.With.Message.Contains("NaN"));
    }

    [Test]
    public void A_security_level_that_the_standard_does_not_have_is_refused() =>
        Assert.That(() => (new Bfv() with { Security = 100 }).For(new(Clients, 1, Length)), Throws.InstanceOf<ArgumentException>());

    private static Type[] Withheld(Defense defense, ThreatPosition position) => [.. defense.Hides(position).Select(w => w.Observation)];

    private static float[][] Updates()
    {
        var random = new RandomStream(1);
        return [.. Enumerable.Range(0, Clients).Select(_ =>
        {
            var update = new float[Length];
            random.FillGaussian(update, 0.3);
            return update;
        })];
    }

    private static RoundContext Context() => new(0, 0, -1, Clients, new RandomStream(2));
}
