using MathNet.Numerics;
using PrivacyBench.Accounting.Noise;
using ChiSquared = MathNet.Numerics.Distributions.ChiSquared;

namespace PrivacyBench.Tests.Accounting.Noise;

internal sealed class IntegerNoiseTests
{
    private const int Draws = 1_000_000;

    [TestCase(0.1)]
    [TestCase(0.7)]
    [TestCase(9.3)]
    [TestCase(400)]
    public void Discrete_Gaussian_draws_have_their_exact_chances(double variance)
    {
        var noise = new DiscreteGaussianNoise(variance);
        Assert.That(noise.Variance, Is.InRange(variance, variance * (1 + 1e-5)));
        Fits(noise, x => Math.Exp(-x * x / (2 * noise.Variance)));
    }

    [TestCase(0.5)]
    [TestCase(6)]
    [TestCase(19.9)]
    [TestCase(20.1)]
    [TestCase(900)]
    public void Skellam_draws_have_their_exact_chances(double variance) =>
        Fits(new SkellamNoise(variance), x => SpecialFunctions.BesselIScaled(Math.Abs(x), variance));

    [Test]
    public void Wide_draws_have_the_moments_of_their_variance() => Assert.Multiple(() =>
    {
        foreach (var noise in new IIntegerNoise[] { new DiscreteGaussianNoise(2.5e9), new SkellamNoise(2.5e9), new SkellamNoise(1e14) })
        {
            RandomBits bits = new RandomStream(3).NextUInt64;
            var scaled = Enumerable.Range(0, 200_000).Select(_ => noise.Draw(bits) / Math.Sqrt(noise.Variance)).ToList();
            Assert.That(scaled.Average(), Is.Zero.Within(4 / Math.Sqrt(200_000)));
            Assert.That(scaled.Average(x => x * x), Is.EqualTo(1).Within(4 * Math.Sqrt(2.0 / 200_000)));
            Assert.That(scaled.Average(x => x * x * x * x), Is.EqualTo(3).Within(4 * Math.Sqrt(96.0 / 200_000)));
        }
    });

    [Test]
    public void Poisson_chances_keep_their_digits_around_large_means()
    {
        // At the mean, Stirling's series gives −½ ln(2πλ) − 1/(12λ).
        Assert.That(new Poisson(1e12).LogChance(1e12), Is.EqualTo(-0.5 * Math.Log(2e12 * Math.PI)).Within(1e-11));
        Assert.That(new Poisson(20).LogChance(30), Is.EqualTo(30 * Math.Log(20) - 20 - SpecialFunctions.FactorialLn(30)).Within(1e-11));
        Assert.That(new Poisson(20).LogChance(4), Is.EqualTo(4 * Math.Log(20) - 20 - Math.Log(24)).Within(1e-12));
    }

    [TestCase(0.009)]
    [TestCase(double.NaN)]
    [TestCase(1e16)]
    public void Variances_out_of_range_are_refused(double variance) =>
        Assert.That(() => new DiscreteGaussianNoise(variance), Throws.TypeOf<ArgumentOutOfRangeException>());

    /// <summary>A chi-square test over values with at least ten draws to expect, and one cell for each tail.</summary>
    private static void Fits(IIntegerNoise noise, Func<double, double> weight)
    {
        var reach = (int)(12 * Math.Sqrt(noise.Variance)) + 20;
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(x => weight(x)).ToArray();
        var total = weights.Sum();
        var seen = new double[weights.Length];
        RandomBits bits = new RandomStream(1).Named("noise").NextUInt64;
        for (var i = 0; i < Draws; i++)
        {
            seen[noise.Draw(bits) + reach]++;
        }

        var (statistic, cells) = (0.0, 0);
        var (expectedRest, seenRest) = (0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            var expected = Draws * weights[i] / total;
            if (expected < 10)
            {
                (expectedRest, seenRest) = (expectedRest + expected, seenRest + seen[i]);
                continue;
            }

            statistic += Math.Pow(seen[i] - expected, 2) / expected;
            cells++;
        }

        statistic += Math.Pow(seenRest - expectedRest, 2) / expectedRest;
        Assert.That(1 - ChiSquared.CDF(cells, statistic), Is.InRange(0.001, 0.999), $"chi-square {statistic} over {cells + 1} cells");
    }
}
