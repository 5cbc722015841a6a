using CsCheck;
using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Tests.Accounting.Losses;

internal sealed class LossDistributionTests
{
    // A merged loss may lie 1e-12 beside its grid point.
    private const double Rounding = 2e-12;

    [Test]
    public void Sampled_Gaussians_lie_between_their_two_grids_however_coarse() =>
        Gen.Select(Gen.Double[-0.5, 1], Gen.Double[-4, 0], Gen.Double[-3.5, 0], Gen.Bool).Sample(
            (logSigma, logRate, logSpacing, added) =>
            {
                IMechanism mechanism = new Gaussian(Math.Max(0.3, Math.Pow(10, logSigma)), Math.Max(1e-4, Math.Pow(10, logRate)));
                var losses = mechanism.Losses;
                return IsBracketed(losses[added ? losses.Count - 1 : 0], Math.Pow(10, logSpacing));
            },
            iter: 60,
            threads: 1);

    [Test]
    public void Other_noise_lies_between_its_two_grids_too() => Assert.Multiple(() =>
    {
        IMechanism[] mechanisms =
        [
            new Laplace(0.7), new Laplace(2, 0.1), new RandomizedResponse(1.1), new DiscreteGaussian(1.3), new DiscreteGaussian(0.5, 2),
            new Skellam(9, 2, 2), new Gaussian(1, 0.1).ReplacingOne(), new Gaussian(2, 0.05).ForGroup(3),
        ];
        foreach (var mechanism in mechanisms)
        {
            foreach (var pair in mechanism.Losses)
            {
                foreach (var spacing in new[] { 0.003, 0.05, 0.3 })
                {
                    Assert.That(IsBracketed(pair, spacing), $"{mechanism} at {spacing}");
                }
            }
        }
    });

    [Test]
    public void Both_grids_err_by_the_square_of_the_spacing()
    {
        IMechanism mechanism = new Gaussian(1, 0.1);
        double Gap(double spacing)
        {
            var losses = LossDistribution.Of(mechanism.Losses[0], spacing, 1e-12);
            return Delta(losses, losses.Upper, 0.2) - Delta(losses, losses.Lower, 0.2);
        }

        Assert.That(Gap(0.001) / Gap(0.01), Is.LessThan(0.02));
    }

    [Test]
    public void An_atom_at_either_end_stays_where_it_is()
    {
        IMechanism mechanism = new RandomizedResponse(1);
        var losses = LossDistribution.Of(mechanism.Losses[0], 0.5, 1e-12);
        Assert.That(losses.Infinite, Is.Zero);
        Assert.That(losses.Lower, Is.EqualTo(losses.Upper).Within(1e-12));
        Assert.That(losses.Upper[^1], Is.EqualTo(1 / (1 + Math.Exp(-1))).Within(1e-12));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(-2)]
    public void Moments_are_sums_under_exponential_weights(double tilt)
    {
        double[] masses = [.. Enumerable.Range(0, 37).Select(i => 1.0 / (i + 1))];
        var plain = Enumerable.Range(0, 37).Sum(i => masses[i] * Math.Exp(tilt * (-0.4 + 0.1 * i)));
        Assert.That(Moments.LogMoment(masses, -0.4, 0.1, tilt), Is.EqualTo(Math.Log(plain)).Within(1e-13));
    }

    private static bool IsBracketed(LossPair pair, double spacing)
    {
        var losses = LossDistribution.Of(pair, spacing, 1e-12);
        return Enumerable.Range(-40, 81).Select(i => i * 0.07 * Math.Max(spacing, 0.05) / 0.05).All(epsilon =>
        {
            var exact = DeltaOf(pair, epsilon);
            return Delta(losses, losses.Lower, epsilon) <= exact + Rounding
                && exact <= losses.Infinite + Delta(losses, losses.Upper, epsilon) + Rounding;
        });
    }

    private static double DeltaOf(LossPair pair, double epsilon)
    {
        var split = pair.At(epsilon);
        return split.PAbove - Math.Exp(epsilon) * split.QAbove;
    }

    private static double Delta(LossDistribution losses, double[] masses, double epsilon)
    {
        var sum = 0.0;
        for (var i = 0; i < masses.Length; i++)
        {
            sum += masses[i] * Math.Max(0, 1 - Math.Exp(epsilon - (losses.Origin + i * losses.Spacing)));
        }

        return sum;
    }
}
