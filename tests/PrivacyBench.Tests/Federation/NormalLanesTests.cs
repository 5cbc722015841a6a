using MathNet.Numerics.Distributions;
using PrivacyBench.Federation;

namespace PrivacyBench.Tests.Federation;

internal sealed class NormalLanesTests
{
    private const int Draws = 4_000_000;

    [Test]
    public void Draws_are_normal_in_the_middle_and_in_the_tails()
    {
        var drawn = Drawn(Draws, new RandomStream(1));
        // Bins of equal chance in the middle, and ever rarer ones to both sides.
        double[] edges = [-5, -4.5, -4, -3.5, -3, -2.5, .. Enumerable.Range(-20, 41).Select(i => i / 10.0), 2.5, 3, 3.5, 4, 4.5, 5];
        double Below(double x) => Normal.CDF(0, 1, x);
        var chances = edges.Prepend(double.NegativeInfinity).Zip(edges.Append(double.PositiveInfinity), (low, high) => Below(high) - Below(low)).ToArray();
        var counts = new int[chances.Length];
        foreach (var value in drawn)
        {
            var bin = Array.BinarySearch(edges, value);
            counts[bin < 0 ? ~bin : bin]++;
        }

        var distance = counts.Zip(chances, (count, chance) => Math.Pow(count - (Draws * chance), 2) / (Draws * chance)).Sum();
        Assert.That(ChiSquared.CDF(chances.Length - 1, distance), Is.LessThan(0.999), $"{distance} with {chances.Length - 1} degrees of freedom");
    }

    [Test]
    public void Neighbouring_draws_and_neighbouring_streams_are_independent()
    {
        var (drawn, other) = (Drawn(Draws, new RandomStream(1)), Drawn(Draws, new RandomStream(2)));
        foreach (var lag in new[] { 1, 2, 8, 15, 16, 32 })
        {
            Assert.That(drawn.Skip(lag).Zip(drawn, (a, b) => (double)a * b).Average(), Is.Zero.Within(5 / Math.Sqrt(Draws)), $"lag {lag}");
        }

        Assert.That(drawn.Zip(other, (a, b) => (double)a * b).Average(), Is.Zero.Within(5 / Math.Sqrt(Draws)));
    }

    [TestCase(1)]
    [TestCase(15)]
    [TestCase(33)]
    public void Every_value_gets_its_own_draw_of_the_wanted_deviation(int count)
    {
        var lanes = new NormalLanes(new RandomStream(3));
        var values = Enumerable.Repeat(1000f, count).ToArray();
        lanes.AddTo(values, 2);
        Assert.That(values, Is.Unique.And.All.InRange(980, 1020));

        var sums = Enumerable.Range(0, 2000).Select(_ =>
        {
            var some = new float[count];
            lanes.AddTo(some, 2);
            return some.Average(v => (double)v * v);
        });
        Assert.That(sums.Average(), Is.EqualTo(4).Within(5 * 4 * Math.Sqrt(2.0 / (2000 * count))));
    }

    private static float[] Drawn(int count, RandomStream random)
    {
        var drawn = new float[count];
        new NormalLanes(random).AddTo(drawn, 1);
        return drawn;
    }
}
