using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting.Renyi;

internal sealed class RenyiAccountantTests
{
    [Test]
    public void Epsilons_agree_with_the_series_with_its_right_signs()
    {
        var rows = ReferenceTable.Read("dp_reference.csv").Where(row =>
            row["mechanism"] is "gaussian" or "poisson_gaussian"
            && row["neighboring"] is "add_remove" or "replace_special" && row.Optional("epsilon_rdp_signed") is not null).ToList();
        Assert.That(rows, Has.Count.GreaterThan(40));
        Assert.Multiple(() =>
        {
            foreach (var row in rows)
            {
                var mechanism = new Gaussian(row.Number("sigma"), row.Number("q"));
                Assert.That(
                    RenyiAccountant.Epsilon([(mechanism, (int)row.Number("steps"))], row.Number("delta")).Epsilon,
                    Is.EqualTo(row.Number("epsilon_rdp_signed")).Within(0.1).Percent,
                    row.ToString());
            }
        });
    }

    [TestCase(0.5, 0.5, 1.7)]
    [TestCase(1, 0.01, 2.5)]
    [TestCase(1, 0.01, 8)]
    [TestCase(20, 0.9, 3.3)]
    [TestCase(0.3, 0.001, 1.1)]
    public void Whole_and_fractional_orders_agree_with_plain_integration(double sigma, double rate, double order)
    {
        double Integrand(double x) => Math.Exp(-x * x / (2 * sigma * sigma)) / (sigma * Math.Sqrt(2 * Math.PI))
            * Math.Pow(1 - rate + rate * Math.Exp((2 * x - 1) / (2 * sigma * sigma)), order);
        var (from, to, step) = (-12 * sigma, 12 * sigma + order + 1, sigma / 200);
        var sum = 0.0;
        for (var x = from; x < to; x += step)
        {
            sum += Integrand(x) * step;
        }

        Assert.That(
            new Gaussian(sigma, rate).Renyi(order), Is.EqualTo(Math.Log(sum) / (order - 1)).Within(1e-6).Percent.Or.EqualTo(Math.Log(sum) / (order - 1)).Within(1e-9));
    }

    [TestCase(1, 0.1, 2.5)]
    [TestCase(1, 0.1, 20)]
    [TestCase(0.5, 0.01, 3)]
    [TestCase(8, 0.3, 64)]
    public void A_group_of_one_diverges_as_the_sampled_Gaussian_does(double sigma, double rate, double order)
    {
        var gaussian = new Gaussian(sigma, rate);
        Assert.That(gaussian.ForGroup(1).Renyi(order), Is.EqualTo(gaussian.Renyi(order)).Within(2e-9));
        Assert.That(gaussian.ReplacingOne().Renyi(order), Is.GreaterThan(gaussian.Renyi(order)));
    }

    [TestCase(1.5)]
    [TestCase(7)]
    public void Sampled_Laplace_noise_diverges_less_and_at_a_full_rate_as_in_closed_form(double order)
    {
        Assert.That(new Laplace(1, 1 - 1e-12).Renyi(order), Is.EqualTo(new Laplace(1).Renyi(order)).Within(1e-4).Percent);
        var (sampled, same) = (new Laplace(1, 0.1), new Laplace(1, 0.1));
        Assert.That(sampled.Renyi(order), Is.LessThan(Math.Log(1 + 0.1 * (Math.E - 1))));
        Assert.That(sampled, Is.EqualTo(same));
    }

    [Test]
    public void Divergences_of_pure_mechanisms_tend_to_their_epsilon() => Assert.Multiple(() =>
    {
        Assert.That(new Laplace(2).Renyi(1024), Is.EqualTo(0.5).Within(1e-2).And.LessThan(0.5));
        Assert.That(new RandomizedResponse(0.5).Renyi(1024), Is.EqualTo(0.5).Within(1e-2).And.LessThan(0.5));
        Assert.That(new Laplace(1).Renyi(2), Is.EqualTo(Math.Log(2 / 3.0 * Math.E + Math.Exp(-2) / 3)).Within(1e-12));
    });

    [Test]
    public void Discrete_noise_of_many_steps_costs_what_the_continuous_one_does()
    {
        const double order = 5;
        var continuous = order / 2 * 100 / (10 * 400);
        Assert.That(
            new DiscreteGaussianSum(10, 20, 64, 10, 80).Renyi(order), Is.EqualTo(continuous).Within(1e-6).Percent);
        Assert.That(new Skellam(10 * 400, 10, 80).Renyi(order), Is.InRange(continuous, 1.01 * continuous));
    }

    [Test]
    public void Fewer_survivors_cost_more() => Assert.That(
        new DiscreteGaussianSum(5, 3, 64, 10, 80).Renyi(3), Is.EqualTo(2 * new DiscreteGaussianSum(10, 3, 64, 10, 80).Renyi(3)).Within(1).Percent);
}
