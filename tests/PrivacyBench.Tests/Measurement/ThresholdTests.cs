using CsCheck;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ThresholdTests
{
    [Test]
    public void The_best_threshold_has_the_largest_advantage_of_all() => Gen.Select(Gen.Int[0, 6], Gen.Bool).Array[1, 20].Sample(records =>
    {
        double[] members = [.. records.Where(record => record.Item2).Select(record => (double)record.Item1)];
        double[] others = [.. records.Where(record => !record.Item2).Select(record => (double)record.Item1)];
        var best = Threshold.Best(
            [.. records.Select(record => (double)record.Item1)], [.. records.Select(record => record.Item2)]);
        if (members.Length == 0 || others.Length == 0)
        {
            Assert.That(best, Is.EqualTo(new Threshold(double.PositiveInfinity, 0)));
            return;
        }

        double Advantage(double threshold) =>
            ((double)members.Count(score => score >= threshold) / members.Length)
            - ((double)others.Count(score => score >= threshold) / others.Length);
        var largest = Enumerable.Range(0, 7).Max(score => Advantage(score));
        Assert.That(best.Advantage, Is.EqualTo(Math.Max(0, largest)).Within(1e-12));
        Assert.That(Advantage(best.Value), Is.EqualTo(best.Advantage).Within(1e-12));
    });

    [Test]
    public void The_threshold_lies_halfway_between_the_scores_that_it_parts() =>
        Assert.That(Threshold.Best([1, 4, 2, 8], [false, true, false, true]).Value, Is.EqualTo(3));

    [Test]
    public void Infinite_scores_are_parted_too() => Assert.That(
        Threshold.Best([double.NegativeInfinity, double.PositiveInfinity], [false, true]),
        Is.EqualTo(new Threshold(double.PositiveInfinity, 1)));
}
