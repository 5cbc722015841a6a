using System.Globalization;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed class PrivacyProfileTests
{
    private static readonly double[] Rates = [0.1, 0.01, 0.001, 0.0001];

    private static IEnumerable<TestCaseData> Rows() => ReferenceTable.Read("attack_bounds.csv")
        .Where(row => row["kind"] == "pld_poisson_gaussian").Select(row => new TestCaseData(row));

    [TestCaseSource(nameof(Rows))]
    public void The_ceiling_and_the_curve_are_those_of_the_reference_file(ReferenceRow row)
    {
        var given = row["p2_delta_or_q_T"].Split(';').Select(part => double.Parse(part[2..], CultureInfo.InvariantCulture)).ToList();
        var profile = Accountant.Profile([(new Gaussian(row.Number("p1_eps_or_mu_or_sigma"), given[0]), (int)given[1])]);
        Holds(profile.Advantage, row.Number("max_membership_advantage"));
        foreach (var rate in Rates)
        {
            Holds(
                profile.TruePositiveRate(rate),
                row.Number("tpr_at_fpr_" + rate.ToString("0.####", CultureInfo.InvariantCulture)));
        }

        static void Holds(Bracket bracket, double expected)
        {
            Assert.That(bracket.Upper, Is.EqualTo(expected).Within(1e-4));
            Assert.That(bracket.Lower, Is.EqualTo(expected).Within(1e-4).And.LessThanOrEqualTo(bracket.Upper));
        }
    }

    [Test]
    public void The_ceiling_is_far_below_what_one_epsilon_and_delta_allow()
    {
        // σ = 1, q = 0.01, T = 1,000: (1.83, 1e-5) allows 0.723.
        (IMechanism, int)[] steps = [(new Gaussian(1, 0.01), 1000)];
        Assert.That(AttackBounds.Advantage(new(Accountant.Epsilon(steps, 1e-5).Upper), 1e-5), Is.EqualTo(0.723).Within(1e-3));
        Assert.That(Accountant.Advantage(steps), Is.EqualTo(0.161).Within(1e-3));
    }

    [Test]
    public void Noise_without_sampling_has_the_curve_of_Gaussian_privacy() => Assert.Multiple(() =>
    {
        var profile = Accountant.Profile([(new Gaussian(4), 50)]);
        var mu = Math.Sqrt(50) / 4;
        foreach (var rate in new[] { 0, 1e-6, 0.01, 0.3, 0.9, 1 })
        {
            Assert.That(profile.TruePositiveRate(rate).Upper, Is.EqualTo(AttackBounds.TruePositiveRate(rate, mu)).Within(1e-9));
        }

        // A move shows in two places: the better of two likelihoods, by the curve of μ√2.
        Assert.That(profile.SourceAccuracy(2).Upper, Is.EqualTo((1 + AttackBounds.Advantage(mu * Math.Sqrt(2))) / 2).Within(1e-9));
        Assert.That(profile.SourceAccuracy(1).Upper, Is.EqualTo(1));
    });

    [Test]
    public void The_least_noise_over_the_most_steps_allows_everything() =>
        Assert.That(Accountant.Profile([(new Gaussian(0.3), 100_000)]).SourceAccuracy(10).Upper, Is.EqualTo(1).Within(1e-12));

    [Test]
    public void Losses_give_the_same_source_bound_as_the_exact_curve() => Assert.Multiple(() =>
    {
        // Nearly no sampling, so that losses are composed and not looked up.
        var composed = Accountant.Profile([(new Gaussian(4, 0.999999), 50)]);
        var exact = Accountant.Profile([(new Gaussian(4), 50)]);
        foreach (var clients in new[] { 2, 10, 100 })
        {
            Assert.That(composed.SourceAccuracy(clients).Upper, Is.EqualTo(exact.SourceAccuracy(clients).Upper).Within(1e-3));
            Assert.That(composed.SourceAccuracy(clients).Lower, Is.EqualTo(exact.SourceAccuracy(clients).Upper).Within(1e-3));
        }
    });

    [Test]
    public void A_source_bound_from_the_whole_curve_is_tighter_than_from_a_doubled_epsilon()
    {
        (IMechanism, int)[] steps = [(new Gaussian(1, 0.01), 1000)];
        var (epsilon, delta) = GroupPrivacy.ReplacingOne(new(Accountant.Epsilon(steps, 1e-5).Upper), 1e-5);
        var bound = Accountant.Profile(steps).SourceAccuracy(10).Upper;
        Assert.That(bound, Is.GreaterThan(0.1));
        Assert.That(bound, Is.LessThan(AttackBounds.SourceAccuracy(10, epsilon, delta) / 2));
    }

    [Test]
    public void Divergences_leave_no_attack_less_than_the_truth() => Assert.Multiple(() =>
    {
        // A discrete Gaussian sum this wide is as good as Gaussian, of which the exact curve is known.
        var bounded = Accountant.Profile([(new DiscreteGaussianSum(10, 20, 64, 10, 80), 5)]);
        var mu = 10 / (20 * Math.Sqrt(10)) * Math.Sqrt(5);
        Assert.That(bounded.Advantage.Upper, Is.InRange(AttackBounds.Advantage(mu), 3 * AttackBounds.Advantage(mu)));
        Assert.That(bounded.Advantage.Lower, Is.Zero);
        foreach (var rate in new[] { 0.001, 0.1, 0.7 })
        {
            Assert.That(bounded.TruePositiveRate(rate).Upper, Is.GreaterThan(AttackBounds.TruePositiveRate(rate, mu)).And.LessThanOrEqualTo(1));
        }
    });
}
