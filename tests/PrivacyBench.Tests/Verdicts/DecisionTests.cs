using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Verdicts;

internal sealed class DecisionTests
{
    [TestCase(0.01, 0.05, "Holds")]
    [TestCase(0.01, 0.04, "Holds")]
    [TestCase(0.01, 0.06, "Inconclusive")]
    [TestCase(0.05, 0.09, "Inconclusive", Description = "the lower end is on the bound, which is allowed")]
    [TestCase(0.06, 0.09, "Fails")]
    public void At_most_is_decided_by_the_ends_of_the_interval(double low, double high, string verdict) =>
        Assert.That(Decision.Of(new((low + high) / 2, low, high), double.NegativeInfinity, 0.05).ToString(), Is.EqualTo(verdict));

    [TestCase(0.3, 0.4, "Holds")]
    [TestCase(0.1, 0.3, "Inconclusive")]
    [TestCase(0.1, 0.19, "Fails")]
    public void At_least_is_decided_likewise(double low, double high, string verdict) =>
        Assert.That(Decision.Of(new((low + high) / 2, low, high), 0.2, double.PositiveInfinity).ToString(), Is.EqualTo(verdict));

    [TestCase(0.03, 0.04, 64, Description = "half 0.04, distance 0.02: four times 16")]
    [TestCase(0.07, 0.04, 64, Description = "on the other side of the bound")]
    [TestCase(0.04, 0.04, 256)]
    [TestCase(0.05, 0.04, null, Description = "on the bound no number decides")]
    [TestCase(0.03, 0.0201, 17, Description = "at least one more")]
    public void Federations_grow_with_the_square_of_what_is_missing(double value, double half, int? needed) =>
        Assert.That(Decision.FederationsFor(new(value, value - half, value + half), null, 0.05, 16), Is.EqualTo(needed));

    [Test]
    public void So_many_federations_do_decide()
    {
        // Federations whose advantages are N(0.03, 0.08²), a claim of at most 0.05.
        var random = new RandomStream(11);
        Rate Measured(int federations) => Means.Over([.. Enumerable.Range(0, federations).Select(_ => Normal.Sample(random, 0.03, 0.08))], 0.95);
        var few = Means.Over([.. Enumerable.Range(0, 16).Select(f => 0.03 + (0.08 * (f % 2 == 0 ? 1 : -1)))], 0.95);
        var needed = Decision.FederationsFor(few, null, 0.05, 16)!.Value;
        Assert.That(needed, Is.InRange(64, 90));
        var decided = Enumerable.Range(0, 400).Count(_ => Measured(needed).High <= 0.05);
        var before = Enumerable.Range(0, 400).Count(_ => Measured(16).High <= 0.05);
        // At the number told, the interval's end lies on the bound on average: about every second run decides.
        Assert.That(decided / 400.0, Is.GreaterThan(0.45));
        Assert.That(before / 400.0, Is.LessThan(0.25));
    }
}
