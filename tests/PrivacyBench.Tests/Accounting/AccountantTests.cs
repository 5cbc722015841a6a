using System.Globalization;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed class AccountantTests
{
    private static IEnumerable<TestCaseData> Rows() => ReferenceTable.Read("dp_reference.csv")
        .Where(row => row["mechanism"] is "gaussian" or "poisson_gaussian" or "laplace"
            && row["neighboring"] == "add_remove" && row.Number("delta") > 0)
        .Select(row => new TestCaseData(row));

    [TestCaseSource(nameof(Rows))]
    public void The_bound_lies_in_the_band_of_the_reference_file(ReferenceRow row)
    {
        var sigma = row.Number("sigma");
        IMechanism mechanism = row["mechanism"] == "laplace" ? new Laplace(sigma) : new Gaussian(sigma, row.Number("q"));
        var account = Accountant.Epsilon([(mechanism, (int)row.Number("steps"))], row.Number("delta"));
        Assert.That(account.Upper, Is.LessThanOrEqualTo(row.Number("check_hi")));
        Assert.That(account.Upper, Is.GreaterThanOrEqualTo((row.Optional("check_lo") ?? 0) * (1 - 1e-7)));
        Assert.That(account.Lower, Is.LessThanOrEqualTo(account.Upper));
    }

    [Test]
    public void Tiny_deltas_are_not_drowned_by_rounding()
    {
        // Without sampling the answer is known, 8.32932, and the loss distribution must not fall below it.
        var losses = Accountant.LossEpsilon([(new Gaussian(30), 1000)], 1e-14, 8);
        Assert.That(losses, Is.EqualTo(GaussianCurve.Epsilon(Math.Sqrt(1000) / 30, 1e-14)).Within(0.1).Percent);
        Assert.That(losses, Is.GreaterThanOrEqualTo(8.32932));
    }

    [Test]
    public void Unlike_steps_compose_to_more_than_each_and_less_than_their_sum()
    {
        var (first, second) = (new Gaussian(1, 0.1), new Gaussian(2, 0.2));
        var both = Accountant.Epsilon([(first, 50), (second, 100)], 1e-4).Upper;
        var halves = Accountant.Epsilon([(first, 25), (first, 25)], 1e-4).Upper;
        Assert.Multiple(() =>
        {
            Assert.That(both, Is.GreaterThan(Accountant.Epsilon([(first, 50)], 1e-4).Upper));
            Assert.That(both, Is.LessThan(
                Accountant.Epsilon([(first, 50)], 5e-5).Upper + Accountant.Epsilon([(second, 100)], 5e-5).Upper));
            Assert.That(halves, Is.EqualTo(Accountant.Epsilon([(first, 50)], 1e-4).Upper).Within(1e-3).Percent);
        });
    }

    [Test]
    public void A_server_that_sees_who_takes_part_gets_no_amplification() => Assert.Multiple(() =>
    {
        Assert.That(Accountant.Epsilon([(new Gaussian(1, 0.1), 100)], 1e-3).Upper, Is.EqualTo(4.78).Within(0.01));
        Assert.That(Accountant.Epsilon([(new Gaussian(1), 10)], 1e-3).Upper, Is.EqualTo(14.08).Within(0.01));
    });

    [Test]
    public void Mechanisms_without_closed_losses_are_accounted_by_divergences() =>
        Assert.That(Accountant.Epsilon([(new Skellam(1000, 10, 50), 5)], 1e-5).Name, Is.EqualTo("rdp"));

    [Test]
    public void What_cannot_be_accounted_is_refused()
    {
        Assert.That(() => Accountant.Epsilon([], 1e-5), Throws.ArgumentException);
        Assert.That(() => Accountant.Epsilon([(new Gaussian(1), 0)], 1e-5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Gaussian(0.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Gaussian(1, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void The_total_variation_is_the_ceiling_of_the_reference_file() => Assert.Multiple(() =>
    {
        foreach (var row in ReferenceTable.Read("attack_bounds.csv").Where(row => row["kind"] == "pld_poisson_gaussian"))
        {
            var given = row["p2_delta_or_q_T"].Split(';').Select(part => double.Parse(part[2..], CultureInfo.InvariantCulture)).ToList();
            var mechanism = new Gaussian(row.Number("p1_eps_or_mu_or_sigma"), given[0]);
            Assert.That(
                Accountant.Advantage([(mechanism, (int)given[1])]),
                Is.EqualTo(row.Number("max_membership_advantage")).Within(1e-4),
                row.ToString());
        }
    });
}
