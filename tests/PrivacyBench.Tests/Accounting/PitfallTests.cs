using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Audits;
using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Tests.Accounting;

/// <summary>Mistakes that make a guarantee look better than it is, each with what it would cost.</summary>
internal sealed class PitfallTests
{
    [Test]
    public void A_server_that_sees_who_takes_part_gets_no_amplification() => Assert.Multiple(() =>
    {
        // N = 100, 10 of them in each of 100 rounds: a client is in ten.
        Assert.That(Epsilon(new Gaussian(1, 0.1), 100, 1e-3), Is.EqualTo(4.78).Within(0.01));
        Assert.That(Epsilon(new Gaussian(1), 10, 1e-3), Is.EqualTo(14.08).Within(0.01));
    });

    [Test]
    public void Replacing_one_takes_twice_the_sensitivity() => Assert.Multiple(() =>
    {
        Assert.That(Epsilon(new Gaussian(2), 1, 1e-5), Is.EqualTo(1.9931).Within(1e-4));
        Assert.That(Epsilon(new Gaussian(2).ReplacingOne(), 1, 1e-5), Is.EqualTo(4.3772).Within(1e-4));

        // A unit of the other data set is sampled too: half the noise under add-or-remove would count it as always there.
        var replaced = Epsilon(new Gaussian(1, 0.01).ReplacingOne(), 1000, 1e-5);
        Assert.That(replaced, Is.EqualTo(2.8434).Within(0.003));
        Assert.That(replaced, Is.LessThan(Epsilon(new Gaussian(0.5, 0.01), 1000, 1e-5)));
    });

    [Test]
    public void Both_directions_count() => Assert.Multiple(() =>
    {
        // Removing is the larger here by far, so an account of adding alone would promise too much.
        IMechanism mechanism = new Gaussian(1, 0.01);
        Assert.That(mechanism.Losses, Has.Count.EqualTo(2));
        var (removed, added) = (mechanism.Losses[0].Delta(0.3), mechanism.Losses[1].Delta(0.3));
        Assert.That(removed, Is.GreaterThan(0));
        Assert.That(added, Is.Zero);
    });

    [Test]
    public void Whichever_direction_comes_first_the_larger_one_is_reported()
    {
        var gaussian = new Gaussian(1, 0.05);
        var (epsilon, swapped) = (Epsilon(gaussian, 50, 1e-6), Epsilon(new Swapped(gaussian), 50, 1e-6));
        Assert.That(swapped, Is.EqualTo(epsilon).Within(0.05).Percent);
        Assert.That(
            Accountant.Delta([(new Swapped(gaussian), 50)], 1).Upper,
            Is.EqualTo(Accountant.Delta([(gaussian, 50)], 1).Upper).Within(0.5).Percent);
    }

    [TestCase(0, 5.97)]
    [TestCase(0.1, 6.60)]
    [TestCase(0.3, 8.50)]
    [TestCase(0.5, 12.18)]
    public void Noise_of_those_who_drop_out_does_not_count(double dropped, double expected) => Assert.That(
        Epsilon(new Gaussian(Math.Sqrt(1 - dropped), 0.1), 100, 1e-4), Is.EqualTo(expected).Within(0.01));

    [Test]
    public void A_client_at_twice_the_weight_has_half_the_noise() =>
        Assert.That(Epsilon(new Gaussian(0.5, 0.1), 100, 1e-4), Is.EqualTo(27.2).Within(0.1));

    [Test]
    public void One_round_is_not_the_total() => Assert.That(
        Epsilon(new Gaussian(1, 0.01), 1000, 1e-5), Is.GreaterThan(9 * Epsilon(new Gaussian(1, 0.01), 1, 1e-5)));

    [Test]
    public void The_central_limit_is_below_the_truth_and_not_offered()
    {
        // μ = q·√(T(e^{1/σ²} − 1)) (Bu et al. 2020) understates.
        var mu = 0.01 * Math.Sqrt(1000 * (Math.E - 1));
        var account = Accountant.Epsilon([(new Gaussian(1, 0.01), 1000)], 1e-5);
        Assert.That(GaussianCurve.Epsilon(mu, 1e-5), Is.LessThan(account.Lower!.Value));
    }

    [Test]
    public void The_classic_formula_would_leave_a_larger_delta_than_it_promises()
    {
        const double epsilon = 20;
        var classic = Math.Sqrt(2 * Math.Log(1.25 / 1e-5)) / epsilon;
        Assert.That(GaussianCurve.Delta(1 / classic, epsilon), Is.EqualTo(1.5e-3).Within(5).Percent);
    }

    [Test]
    public void A_Gaussian_audit_of_what_is_not_Gaussian_is_absurd() => Assert.Multiple(() =>
    {
        var counts = new Counts(900, 1000, 100, 1000);
        Assert.That(CountAudit.GaussianEpsilon(counts, 1e-5, 0.05), Is.EqualTo(12.2).Within(0.1));
        Assert.That(CountAudit.ClopperPearsonEpsilon(counts, 1e-5, 0.05), Is.EqualTo(1.99).Within(0.01));
    });

    // What the best attack on the true noise shows of a promise that is broken, with the counts to be expected.
    [TestCase("noise forgotten after the first round, ε = 1 promised", 20, 1, 1e-5, 3, false)]
    [TestCase("noise forgotten after the first round, ε = 1 promised", 20, 1, 1e-5, 100, true)]
    [TestCase("four layers clipped to C each, ε = 1 promised", 2 * 0.268, 1, 1e-5, 100, false)]
    [TestCase("four layers clipped to C each, ε = 1 promised", 2 * 0.268, 1, 1e-5, 1000, true)]
    [TestCase("amplification claimed against a server that sees who takes part", 3.162, 4.78, 1e-3, 20, false)]
    [TestCase("amplification claimed against a server that sees who takes part", 3.162, 4.78, 1e-3, 1000, true)]
    [TestCase("a sensitivity of 1.05 C, ε = 1 promised", 1.05 * 0.268, 1, 1e-5, 10_000, false)]
    public void An_audit_of_Gaussian_noise_catches_gross_mistakes_with_enough_trials(
        string mistake, double mu, double promised, double delta, int trials, bool caught)
    {
        var right = (int)Math.Round(trials * NormalTail.Below(mu / 2));
        var bound = CountAudit.GaussianEpsilon(new(right, trials, trials - right, trials), delta, 0.05);
        Assert.That(bound > promised, Is.EqualTo(caught), $"{mistake}: {bound}");
    }

    private static double Epsilon(IMechanism mechanism, int steps, double delta) => Accountant.Epsilon([(mechanism, steps)], delta).Upper;

    private sealed record Swapped(IMechanism Inner) : IMechanism
    {
        IReadOnlyList<LossPair> IMechanism.Losses => [.. Inner.Losses.Reverse()];

        public double Renyi(double order) => Inner.Renyi(order);
    }
}
