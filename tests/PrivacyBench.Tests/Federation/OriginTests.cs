using PrivacyBench.Data;
using PrivacyBench.Federation.Partitions;

namespace PrivacyBench.Tests.Federation;

/// <summary>Partitions in which a record's origin decides on its client.</summary>
internal sealed class OriginTests
{
    private static readonly Dataset Digits = DatasetLoader.Load(new() { Name = "digits" }).Distinct();

    private static readonly Dataset Heart = DatasetLoader.Load(new() { Name = "heart-disease" });

    [Test]
    public void The_largest_natural_clients_are_taken_and_none_gives_more_records_than_asked_for()
    {
        // Hospitals of 303, 261, 46 and 130 records: two fifths of 46 are 18.
        Assert.That(Members(new Natural().Groups(Heart, 4, 40)), Is.EqualTo([(0, 303, 40), (1, 261, 40), (3, 130, 40), (2, 46, 18)]));
        Assert.That(Members(new Natural().Groups(Heart, 2, 1000)), Is.EqualTo([(0, 303, 121), (1, 261, 104)]));
    }

    [Test]
    public void Each_client_is_one_natural_client_and_which_one_is_drawn_anew()
    {
        int[] origins = [.. Enumerable.Range(0, 100).Select(i => i % 4)];
        var firsts = Enumerable.Range(0, 2000).Select(f =>
        {
            var shares = new Natural().Assign(new(new int[100], origins, 4, 25), new RandomStream(1).Named("federation", f));
            Assert.That(shares.Select(of => of.Select(i => origins[i]).Distinct().Count()), Is.All.EqualTo(1));
            return origins[shares[0][0]];
        }).ToArray();

        // Five deviations of a binomial count of 2,000.
        Assert.That(firsts.CountBy(origin => origin).Select(c => c.Value), Is.All.EqualTo(500).Within(5 * Math.Sqrt(2000 * 0.1875)));
    }

    [Test]
    public void Records_without_natural_clients_are_refused() =>
        Assert.That(() => new Natural().Groups(Digits, 4, 10), Throws.ArgumentException.With.Message.Contains("'digits' has no column of clients"));

    [TestCase(0.5)]
    [TestCase(4)]
    public void Each_client_adds_noise_of_its_own_variance(double variance)
    {
        var held = new FeatureNoise { Variance = variance }.Held(Digits, 4, new RandomStream(1));
        var deviations = Digits.Deviations();
        for (var client = 0; client < 4; client++)
        {
            var squares = Enumerable.Range(0, Digits.Count).Where(i => held.Clients![i] == client).SelectMany(i => Enumerable.Range(0, Digits.FeatureCount)
                .Where(j => deviations[j] > 0).Select(j => Math.Pow((held.Record(i)[j] - Digits.Record(i)[j]) / deviations[j], 2))).ToArray();
            var expected = variance * (client + 1) / 4;

            // The square of a normal draw has relative deviation √2; five deviations of the mean.
            Assert.That(squares.Average(), Is.EqualTo(expected).Within(5 * expected * Math.Sqrt(2.0 / squares.Length)));
        }

        Assert.That(Enumerable.Range(0, Digits.FeatureCount).Where(j => deviations[j] == 0).SelectMany(j => held.Features.Where((_, at) => at % 64 == j)), Is.All.Zero);
    }

    [Test]
    public void Records_are_dealt_to_noisy_clients_in_equal_numbers_and_as_they_were_otherwise()
    {
        var held = new FeatureNoise { Variance = 1 }.Held(Digits, 7, new RandomStream(1));
        Assert.That(held.Clients!.CountBy(c => c).Select(c => c.Value), Is.All.InRange(Digits.Count / 7, (Digits.Count / 7) + 1));
        Assert.That(held.Labels, Is.EqualTo(Digits.Labels));
        Assert.That(new FeatureNoise { Variance = 1 }.Groups(held, 7, 100).Select(group => group.Members), Is.All.EqualTo(100));
    }

    [Test]
    public void A_quarter_turn_is_exact()
    {
        var held = new FeatureRotation { Degrees = 90 }.Held(Digits, 2, new RandomStream(1));
        for (var i = 0; i < 200; i++)
        {
            var image = Digits.Record(i).ToArray();
            float[] expected = held.Clients![i] == 0 ? image : [.. Enumerable.Range(0, 64).Select(at => image[((7 - (at % 8)) * 8) + (at / 8)])];
            Assert.That(held.Record(i).ToArray(), Is.EqualTo(expected).Within(1e-4));
        }
    }

    [Test]
    public void A_half_turn_of_colours_turns_each_of_them()
    {
        var image = Enumerable.Range(0, 3 * 64).Select(v => (float)v).ToArray();
        var data = new Dataset("colours", [.. image, .. image], 192, [0, 0], ["a"], null, "none");
        var held = new FeatureRotation { Degrees = 180 }.Held(data, 2, new RandomStream(1));
        float[] expected = [.. image.Chunk(64).SelectMany(channel => channel.Reverse())];
        Assert.That(held.Record(Array.IndexOf(held.Clients!, 1)).ToArray(), Is.EqualTo(expected).Within(1e-3));
    }

    [Test]
    public void Angles_rise_in_equal_steps_and_a_full_turn_changes_nothing()
    {
        var full = new FeatureRotation { Degrees = 360 }.Held(Digits, 3, new RandomStream(1));
        foreach (var i in Enumerable.Range(0, 100))
        {
            // The middle one of three is upside down, the last one as the first.
            float[] expected = full.Clients![i] == 1 ? [.. Digits.Record(i).ToArray().Reverse()] : Digits.Record(i).ToArray();
            Assert.That(full.Record(i).ToArray(), Is.EqualTo(expected).Within(1e-3));
        }
    }

    [TestCase("breast-cancer", "30 features")]
    [TestCase("letter", "16 features")]
    public void What_is_no_image_cannot_be_turned(string name, string told) => Assert.That(
        () => new FeatureRotation { Degrees = 45 }.Held(DatasetLoader.Load(new() { Name = name }), 4, new RandomStream(1)),
        Throws.ArgumentException.With.Message.Contains(told));

    private static IEnumerable<(int Origin, int Records, int Members)> Members(IReadOnlyList<RecordGroup> groups) =>
        groups.Select(group => (Heart.Clients![group.Records[0]], group.Records.Count, group.Members));
}
