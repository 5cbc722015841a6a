using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Tests.Accounting.Mechanisms;

internal sealed class IntegerMechanismTests
{
    private const int Reach = 400;

    [TestCase(2, 0.5, 1, 1.5)]
    [TestCase(2, 0.6, 1, 4)]
    [TestCase(3, 0.7, 2, 2)]
    [TestCase(5, 0.5, 1, 8)]
    [TestCase(3, 1.5, 4, 16)]
    public void No_sum_of_discrete_Gaussians_diverges_more_than_accounted(int shares, double deviation, int shift, double order)
    {
        var one = Normalised(x => Math.Exp(-x * x / (2 * deviation * deviation)));
        var sum = one;
        for (var i = 1; i < shares; i++)
        {
            sum = Convolve(sum, one);
        }

        var exact = Divergence(sum, shift, order);
        var bound = new DiscreteGaussianSum(shares, deviation, 1, shift, shift).Renyi(order);
        Assert.That(bound, Is.GreaterThanOrEqualTo(exact * (1 - 1e-9)));
        Assert.That(deviation < 1 || bound < exact * 1.001, "Above a deviation of 1 the bound is tight.");
    }

    [TestCase(1, 1, 2)]
    [TestCase(2, 1, 3.5)]
    [TestCase(10, 3, 1.2)]
    [TestCase(40, 5, 6)]
    [TestCase(40, 5, 32)]
    public void No_Skellam_noise_diverges_more_than_accounted(double variance, int shift, double order)
    {
        var poisson = new double[2 * Reach + 1];
        var chance = Math.Exp(-variance / 2);
        for (var k = 0; k <= Reach; k++)
        {
            poisson[Reach + k] = chance;
            chance *= variance / 2 / (k + 1);
        }

        var exact = Divergence(Convolve(poisson, [.. Enumerable.Reverse(poisson)]), shift, order);
        var bound = new Skellam(variance, shift, shift).Renyi(order);
        Assert.That(bound, Is.GreaterThanOrEqualTo(exact));
        Assert.That(bound, Is.LessThan(order is >= 2 and <= 6 && variance >= 10 ? 1.5 * exact : double.PositiveInfinity));
    }

    [Test]
    public void Rounding_at_random_costs_what_the_paper_says() => Assert.Multiple(() =>
    {
        // c = 100, d = 10,000, β = e^(−1/2): 10,000 + 2,500 + 150 under the root; the other bound is 200.
        Assert.That(ConditionalRounding.Norm(100, 10_000, Math.Exp(-0.5)), Is.EqualTo(Math.Sqrt(12_650)).Within(1e-9));
        Assert.That(ConditionalRounding.Norm(1, 4, 1e-300), Is.EqualTo(3));
        Assert.That(ConditionalRounding.NormL1(20, 10_000), Is.EqualTo(400));
        Assert.That(ConditionalRounding.NormL1(20, 100), Is.EqualTo(200));
        Assert.That(() => ConditionalRounding.Norm(1, 4, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    });

    [Test]
    public void Noise_for_a_target_is_calibrated_for_both_kinds_of_integer_noise()
    {
        const double target = 4;
        var norm = ConditionalRounding.Norm(1000, 1024, Math.Exp(-0.5));
        var normL1 = ConditionalRounding.NormL1(norm, 1024);
        IReadOnlyList<(IMechanism, int)> Gaussians(double deviation) => [(new DiscreteGaussianSum(8, deviation, 1024, norm, normL1), 20)];
        IReadOnlyList<(IMechanism, int)> Skellams(double variance) => [(new Skellam(variance, norm, normL1), 20)];
        var deviation = Calibration.Noise(target, 1e-5, 0.5, 1e9, Gaussians);
        var variance = Calibration.Noise(target, 1e-5, 1, 1e18, Skellams);
        var continuous = norm * Math.Sqrt(20) / GaussianCurve.Mu(target, 1e-5);
        Assert.Multiple(() =>
        {
            Assert.That(Accountant.Epsilon(Gaussians(deviation), 1e-5).Upper, Is.InRange(target * 0.999, target));
            Assert.That(Accountant.Epsilon(Skellams(variance), 1e-5).Upper, Is.InRange(target * 0.999, target));
            Assert.That(deviation * Math.Sqrt(8), Is.InRange(continuous, 1.1 * continuous));
            Assert.That(Math.Sqrt(variance), Is.InRange(continuous, 1.1 * continuous));
        });
    }

    private static double Divergence(double[] chances, int shift, double order)
    {
        var sum = 0.0;
        for (var i = shift; i < chances.Length; i++)
        {
            // Where one chance underflows, the term does too.
            var term = order * Math.Log(chances[i]) + (1 - order) * Math.Log(chances[i - shift]);
            sum += chances[i] > 0 && chances[i - shift] > 0 ? Math.Exp(term) : 0;
        }

        return Math.Log(sum) / (order - 1);
    }

    private static double[] Normalised(Func<double, double> weight)
    {
        var weights = Enumerable.Range(-Reach, 2 * Reach + 1).Select(x => weight(x)).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(x => x / total)];
    }

    private static double[] Convolve(double[] a, double[] b)
    {
        var sum = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = Math.Max(0, i - Reach); j < Math.Min(b.Length, i + Reach + 1) && a[i] > 0; j++)
            {
                var at = i + j - Reach;
                if (at >= 0 && at < sum.Length)
                {
                    sum[at] += a[i] * b[j];
                }
            }
        }

        return sum;
    }
}
