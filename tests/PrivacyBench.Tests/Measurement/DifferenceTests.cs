using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class DifferenceTests
{
    // Student 1908, table of the soporific effect of hyoscyamine: t = 4.06 with 9 degrees of freedom, two-sided p = 0.0028.
    [Test]
    public void Pairs_are_compared_as_Student_did()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        var difference = Difference.Paired(first, second);
        Assert.That(difference.Value, Is.EqualTo(1.58).Within(1e-12));
        Assert.That(difference.Value / difference.Up, Is.EqualTo(4.0621).Within(1e-4));
        Assert.That(difference.TwoSided, Is.EqualTo(0.002833).Within(1e-6));
    }

    [Test]
    public void Equal_pairs_differ_by_nothing_and_for_certain()
    {
        var difference = Difference.Paired([0.1, 0.4], [0.1, 0.4]);
        Assert.That((difference.Value, difference.PositiveChance, difference.AtMost(0.05)), Is.EqualTo((0.0, 1.0, 0.0)));
    }

    [Test]
    public void The_interval_of_a_difference_adds_the_squares_of_the_sides_that_face_each_other()
    {
        var difference = Difference.Between(new(0.20, 0.16, 0.23), new(0.30, 0.26, 0.39), 32, 0.95);
        Assert.That(difference.Value, Is.EqualTo(0.10).Within(1e-12));
        Assert.That(difference.AtMost(0.025), Is.EqualTo(0.10 + Math.Sqrt((0.09 * 0.09) + (0.04 * 0.04))).Within(1e-9));
        // 0.04 and 0.03 face each other: half an interval of 0.05, which 0.10 is twice of: t = 2 × 2.0395 with 31 degrees of freedom.
        Assert.That(difference.PositiveChance, Is.EqualTo(1.4656e-4).Within(1e-8));
    }

    [Test]
    public void Pairs_of_unequal_length_are_refused() =>
        Assert.That(() => Difference.Paired([1, 2], [1]), Throws.ArgumentException.With.Message.Contains("2 and 1"));

    // Holm 1979, worked by hand: sorted 0.005, 0.01, 0.03, 0.04 times 4, 3, 2, 1, none smaller than the one before.
    [Test]
    public void Chances_are_corrected_as_Holm_did() =>
        Assert.That(Holm.Adjust([0.01, 0.04, 0.03, 0.005]), Is.EqualTo([0.03, 0.06, 0.06, 0.02]).Within(1e-12));

    [Test]
    public void Without_a_test_there_is_nothing_to_correct() => Assert.That(Holm.Adjust([]), Is.Empty);

    [Test]
    public void Federations_share_an_advantage_out_so_that_their_mean_is_near_it()
    {
        var random = new RandomStream(9);
        var attacks = new Dictionary<string, IReadOnlyList<ScoredFederation>> { ["attack"] = new SimulatedCells(12, 60, 0.8, 0.3).Draw(random) };
        var strongest = StrongestAttack.OfMembership(attacks, random);
        var shares = strongest.ByFederation!;
        var interval = Means.Over([.. shares], 0.95);
        Assert.That(shares, Has.Count.EqualTo(12));
        Assert.That(interval.Value, Is.EqualTo(strongest.Advantage!.Value.Value).Within(1e-5));
        Assert.That(interval.High - interval.Low, Is.EqualTo(strongest.Advantage.Value.High - strongest.Advantage.Value.Low).Within(25).Percent);
    }
}
