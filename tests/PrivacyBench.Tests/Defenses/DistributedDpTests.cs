using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Integer noise in shares: what travels, and what comes out of the sum.</summary>
internal sealed class DistributedDpTests
{
    private const int Length = 300;
    private static readonly FederationSize Size = new(5, 10, Length);

    [Test]
    public void A_rotation_keeps_the_norm_and_is_undone()
    {
        var update = Update(1);
        var rotated = Rotation.Forward(update, new RandomStream(4));

        Assert.That(rotated, Has.Length.EqualTo(512));
        Assert.That(Math.Sqrt(rotated.Sum(v => v * v)), Is.EqualTo(Clipping.Norm(update)).Within(1e-5));
        Assert.That(Rotation.Back(Array.ConvertAll(rotated, v => (float)v), Length, new RandomStream(4)), Is.EqualTo(update).Within(1e-5f));
    }

    [Test]
    public void A_rotation_spreads_one_large_value_over_all()
    {
        var update = new float[Length];
        update[17] = 1;

        Assert.That(Rotation.Forward(update, new RandomStream(4)).Max(Math.Abs), Is.EqualTo(1 / Math.Sqrt(512)).Within(1e-9));
    }

    [Test]
    public void Each_round_rotates_by_signs_of_its_own()
    {
        var (one, other) = (Rotation.Forward(Update(1), new RandomStream(4)), Rotation.Forward(Update(1), new RandomStream(5)));

        // Independent signs leave two rotations of one vector nearly orthogonal: a deviation of 1/√512 of its squared norm.
        Assert.That(one.Zip(other, (a, b) => a * b).Sum() / one.Sum(v => v * v), Is.EqualTo(0).Within(5 / Math.Sqrt(512)));
    }

    [Test]
    public void What_travels_are_whole_units_within_the_announced_range([Values("discrete-gaussian", "skellam")] string noises)
    {
        var promised = (DistributedDp)new DistributedDp { Noises = noises, ScaleBits = 10 }.For(Size);
        var sent = promised.Leave(Update(1), Context(0));

        Assert.That(sent.Select(v => v * 1024), Is.All.Matches<float>(float.IsInteger));
        Assert.That(sent.Max(Math.Abs), Is.LessThan(promised.Shape(Size).LargestValue));
    }

    [Test]
    public void The_mean_has_the_promised_noise([Values("discrete-gaussian", "skellam")] string noises)
    {
        var promised = (DistributedDp)new DistributedDp { Noises = noises, NoiseMultiplier = 2, Clip = 1 }.For(Size);
        var sum = new double[512];
        foreach (var k in Enumerable.Range(0, 5))
        {
            sum = [.. sum.Zip(promised.Leave(Update(k), Context(k)), (s, v) => s + v)];
        }

        var opened = promised.Open(Array.ConvertAll(sum, s => (float)s), Context(-1));
        var noise = opened.Select((v, i) => v - Enumerable.Range(0, 5).Sum(k => (double)Clipping.Clip(Update(k), 1)[i])).ToArray();

        // Four of five shares have σC = 2 together, so all five have 2·√(5/4) = 2.236; the deviation of 300 values is known to 4%.
        Assert.That(Math.Sqrt(noise.Average(v => v * v)), Is.EqualTo(2 * Math.Sqrt(1.25)).Within(0.35));
    }

    [Test]
    public void Rounding_is_unbiased()
    {
        var promised = (DistributedDp)new DistributedDp { NoiseMultiplier = 0.015, ScaleBits = 4 }.For(Size);
        var mean = new double[Length];
        for (var n = 0; n < 400; n++)
        {
            var opened = promised.Open(promised.Leave(Update(1), Context(n)), Context(n));
            mean = [.. mean.Zip(opened, (m, v) => m + (v / 400.0))];
        }

        var clipped = Clipping.Clip(Update(1), 1);
        // A unit of 1/16, rounded with deviation of at most half of it and noised with 0.12 of it, over 400 draws.
        Assert.That(mean.Zip(clipped, (m, c) => m - c).Select(d => d * d).Average(), Is.LessThan(1.5 * Math.Pow(0.52 / 16 / 20, 2)));
    }

    [TestCase("additive-shares")]
    [TestCase("secure-aggregation")]
    [TestCase("threshold-bfv")]
    public void Beside_a_sum_only_aggregation_the_released_models_are_those_of_the_sum_in_the_clear(string summing)
    {
        var protocol = (Defense)Activator.CreateInstance(DefenseCatalogue.Defenses.Entries[summing].Type)!;
        var alone = Trained([new DistributedDp { NoiseMultiplier = 0.5 }]);
        var together = Trained([new DistributedDp { NoiseMultiplier = 0.5 }, protocol]);

        Assert.That(together, Is.EqualTo(alone).Within(1e-5f));
    }

    private static float[] Trained(Defense[] defenses)
    {
        var designs = TinyFederations.Equal(2, 4, 8, new Iid());
        var plan = TinyFederations.Plan();
        var size = new FederationSize(4, plan.Rounds, plan.Model.ParameterCount) { Local = plan.Local, RecordsPerClient = 8 };
        return TinyFederations.Train(plan with { Hooks = new DefenseStack(defenses).For(size).Defenses }, designs)[1].GlobalModels[^1];
    }

    private static float[] Update(int client)
    {
        var update = new float[Length];
        new RandomStream(client).FillGaussian(update, 0.1);
        return update;
    }

    private static RoundContext Context(int client) => new(0, 0, client, 5, new RandomStream(client))
    {
        Parameters = Length,
        Shared = new RandomStream(9),
    };
}
