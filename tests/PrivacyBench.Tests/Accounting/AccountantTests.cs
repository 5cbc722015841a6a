using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Losses;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed class AccountantTests
{
    private static readonly string[] Known = ["gaussian", "poisson_gaussian", "laplace", "poisson_laplace"];

    private static IEnumerable<TestCaseData> Rows() => ReferenceTable.Read("dp_reference.csv")
        .Where(row => Known.Contains(row["mechanism"])).Select(row => new TestCaseData(row));

    [TestCaseSource(nameof(Rows))]
    public void The_bounds_lie_in_the_band_of_the_reference_file(ReferenceRow row)
    {
        var account = Accountant.Epsilon([(MechanismOf(row), (int)row.Number("steps"))], row.Number("delta"));
        Assert.That(account.Upper, Is.LessThanOrEqualTo(row.Number("check_hi")));

        // The exact value of a doubled sensitivity is not in the file; that of add-or-remove would be its lower end.
        Assert.That(account.Upper, Is.GreaterThanOrEqualTo((row.Optional("check_lo") ?? 0) * (1 - 1e-7)));
        Assert.That(account.Lower, Is.InRange(account.Upper * (1 - 1e-3), account.Upper), "The bracket is tight.");
    }

    [Test]
    public void The_reference_file_has_every_row_that_is_read()
    {
        Assert.That(Rows().Count(), Is.EqualTo(72));

        // Drawing a fixed number is accounted by nobody here: all that draws is Poisson, and a fixed number is refused. Its published bound is for
        // replacement, with a noise multiplier over the distance of two units, and far from tight.
        var others = ReferenceTable.Read("dp_reference.csv").Select(row => row["mechanism"]).Except(Known);
        Assert.That(others, Is.EquivalentTo(new[] { "tree_aggregation", "wor_gaussian" }));
    }

    [Test]
    public void Sums_over_a_tree_agree_with_the_reference_file_and_are_exact()
    {
        foreach (var row in ReferenceTable.Read("dp_reference.csv").Where(row => row["mechanism"] == "tree_aggregation"))
        {
            var tree = Gaussian.OfTree(row.Number("sigma"), (int)row.Number("steps"));
            var divergence = RenyiAccountant.Epsilon([(tree, 1)], row.Number("delta")).Epsilon;
            Assert.That(divergence, Is.EqualTo(row.Number("epsilon_rdp")).Within(0.1).Percent, row.ToString());
            Assert.That(Accountant.Epsilon([(tree, 1)], row.Number("delta")), Has.Property("Name").EqualTo("exact").And.Property("Upper").LessThan(divergence));
        }
    }

    [Test]
    public void Few_losses_over_many_steps_are_bracketed_where_a_fixed_grid_is_three_times_too_loose()
    {
        var account = Accountant.Epsilon([(new Gaussian(10, 1e-4), 100_000)], 1e-5);
        Assert.That(account.Upper, Is.EqualTo(0.00747).Within(2e-5));
        Assert.That(account.Lower, Is.EqualTo(0.00747).Within(2e-5));
        Assert.That(account.Upper, Is.LessThan(RenyiAccountant.Epsilon([(new Gaussian(10, 1e-4), 100_000)], 1e-5).Epsilon));
    }

    [TestCase(30, 1000, 1e-14)]
    [TestCase(30, 1000, 1e-5)]
    [TestCase(2, 100, 1e-8)]
    [TestCase(300, 100_000, 1e-14)]
    public void Losses_of_noise_without_sampling_bracket_the_exact_value(double sigma, int rounds, double delta)
    {
        // At δ = 1e-14 a transform without a tilt falls below the truth: 8.251 against 8.3293.
        IMechanism mechanism = new Gaussian(sigma);
        var exact = GaussianCurve.Epsilon(Math.Sqrt(rounds) / sigma, delta);
        var losses = LossAccountant.Epsilon([(mechanism.Losses[0], rounds)], delta, enough: 0);
        Assert.That(losses.Upper, Is.InRange(exact, exact * (1 + 2e-4)));
        Assert.That(losses.Lower, Is.InRange(exact * (1 - 2e-4), exact));
    }

    [Test]
    public void Responses_compose_as_binomial_sums_do()
    {
        // k truths among T leave a loss of (2k − T)·ε₀.
        const double response = 0.3;
        const int rounds = 40;
        var truth = 1 / (1 + Math.Exp(-response));
        double Delta(double epsilon) => Enumerable.Range(0, rounds + 1).Sum(k =>
            MathNet.Numerics.Distributions.Binomial.PMF(truth, rounds, k) * Math.Max(0, 1 - Math.Exp(epsilon - (2 * k - rounds) * response)));
        Assert.Multiple(() =>
        {
            foreach (var epsilon in new[] { 0, 1, 2.5, 5, 8 })
            {
                var bracket = Accountant.Delta([(new RandomizedResponse(response), rounds)], epsilon);
                Assert.That(bracket.Upper, Is.EqualTo(Delta(epsilon)).Within(1e-4).Percent);
                Assert.That(bracket.Lower, Is.EqualTo(Delta(epsilon)).Within(1e-4).Percent);
            }
        });
    }

    [Test]
    public void Discrete_noise_composes_as_its_exact_sum_does()
    {
        // Losses of a discrete Gaussian are linear in the noise: T of them are the loss of a sum of T draws.
        const double deviation = 1.3;
        double[] one = [.. Enumerable.Range(-60, 121).Select(x => Math.Exp(-x * x / (2 * deviation * deviation)))];
        var total = one.Sum();
        double[] two = [.. Enumerable.Range(-60, 121).Select(x => Enumerable.Range(-60, 121)
            .Sum(y => x - y is >= -60 and <= 60 ? one[y + 60] * one[x - y + 60] / (total * total) : 0))];
        double Delta(double epsilon) => Enumerable.Range(-60, 121)
            .Sum(x => two[x + 60] * Math.Max(0, 1 - Math.Exp(epsilon - (1 - x) / (deviation * deviation))));
        var bracket = Accountant.Delta([(new DiscreteGaussian(deviation), 2)], 1.5);
        Assert.That(bracket.Lower, Is.EqualTo(Delta(1.5)).Within(1e-3).Percent);
        Assert.That(bracket.Upper, Is.EqualTo(Delta(1.5)).Within(1e-3).Percent);
    }

    [Test]
    public void Wide_integer_noise_costs_what_continuous_noise_of_the_same_variance_does() => Assert.Multiple(() =>
    {
        var exact = GaussianCurve.Epsilon(10 / 20.0, 1e-5);
        Assert.That(Accountant.Epsilon([(new DiscreteGaussian(20), 100)], 1e-5).Upper, Is.EqualTo(exact).Within(0.1).Percent);
        Assert.That(Accountant.Epsilon([(new Skellam(400, 1, 1), 100)], 1e-5).Upper, Is.EqualTo(exact).Within(1).Percent);
        Assert.That(Accountant.Epsilon([(new Skellam(400, 1, 1), 1)], 1e-5).Lower, Is.GreaterThan(0));
    });

    [Test]
    public void Without_a_delta_only_pure_mechanisms_promise_anything() => Assert.Multiple(() =>
    {
        Assert.That(Accountant.Epsilon([(new Laplace(2), 3), (new RandomizedResponse(1), 2)], 0).Upper, Is.EqualTo(3.5).Within(1e-12));
        Assert.That(
            Accountant.Epsilon([(new Laplace(1, 0.1), 1)], 0).Upper, Is.EqualTo(Math.Log(1 + 0.1 * (Math.E - 1))).Within(1e-12));
        Assert.That(Accountant.Epsilon([(new Gaussian(1), 1)], 0).Upper, Is.EqualTo(double.PositiveInfinity));
    });

    [Test]
    public void Unlike_steps_compose_to_more_than_each_and_less_than_their_sum()
    {
        var (first, second) = (new Gaussian(1, 0.1), new Gaussian(2, 0.2));
        var both = Accountant.Epsilon([(first, 50), (second, 100)], 1e-4).Upper;
        Assert.Multiple(() =>
        {
            Assert.That(both, Is.GreaterThan(Accountant.Epsilon([(first, 50)], 1e-4).Upper));
            Assert.That(both, Is.LessThan(
                Accountant.Epsilon([(first, 50)], 5e-5).Upper + Accountant.Epsilon([(second, 100)], 5e-5).Upper));
        });
    }

    [Test]
    public void Epsilon_and_delta_are_read_off_one_curve() => Assert.Multiple(() =>
    {
        foreach (var delta in new[] { 1e-3, 1e-6, 1e-10, 1e-14 })
        {
            (IMechanism, int)[] steps = [(new Gaussian(1, 0.02), 500)];
            var account = Accountant.Epsilon(steps, delta);
            Assert.That(Accountant.Delta(steps, account.Upper).Lower, Is.LessThanOrEqualTo(delta));
            Assert.That(Accountant.Delta(steps, account.Lower!.Value).Upper, Is.GreaterThanOrEqualTo(delta));
            Assert.That(Accountant.Delta(steps, account.Upper).Upper, Is.EqualTo(delta).Within(1).Percent);
        }
    });

    [Test]
    public void Mechanisms_without_closed_losses_are_accounted_by_divergences()
    {
        (IMechanism, int)[] steps = [(new Skellam(1000, 10, 50), 5)];
        Assert.That(Accountant.Epsilon(steps, 1e-5).Name, Is.EqualTo("rdp"));
        Assert.That(Accountant.Epsilon(steps, 1e-5).Lower, Is.Null, "unknown is not 0");
        var epsilon = Accountant.Epsilon(steps, 1e-5).Upper;
        Assert.That(Accountant.Delta(steps, epsilon).Upper, Is.EqualTo(1e-5).Within(1e-6).Percent);
        Assert.That(Accountant.Advantage(steps), Is.InRange(AttackBounds.Advantage(Math.Sqrt(5 * 100 / 1000.0)), 0.5));
    }

    [TestCase(0.5, 0.1, 100, 30)]
    [TestCase(0.344, 0.00357, 101, 9.12)]
    [TestCase(0.413, 0.26936, 6, 18.94)]
    public void A_direction_whose_losses_end_below_epsilon_leaves_no_delta(double sigma, double rate, int steps, double epsilon)
    {
        (IMechanism, int)[] composed = [(new Gaussian(sigma, rate), steps)];
        var delta = Accountant.Delta(composed, epsilon);
        Assert.That(delta.Lower, Is.InRange(delta.Upper * (1 - 1e-2), delta.Upper));
        Assert.That(delta.Upper, Is.GreaterThan(0).And.LessThanOrEqualTo(RenyiAccountant.Delta(composed, epsilon)));
    }

    [TestCase(1.1628, 2)]
    [TestCase(1.1628, 3)]
    [TestCase(1, 4)]
    [TestCase(0.5, 2)]
    public void A_few_steps_of_Laplace_noise_are_bracketed_near_their_largest_loss(double scale, int steps)
    {
        // All steps lose 1/b with chance 2^−T: alone that leaves δ = 2^−T(1 − e^{ε − T/b}).
        const double delta = 1e-5;
        var account = Accountant.Epsilon([(new Laplace(scale), steps)], delta);
        Assert.That(account.Lower, Is.InRange(account.Upper * (1 - 1e-6), account.Upper));
        Assert.That(account.Upper, Is.InRange(steps / scale + Math.Log(1 - delta * Math.Pow(2, steps)), steps / scale));
    }

    [Test]
    public void Rare_large_losses_over_many_steps_are_bracketed_tightly()
    {
        var account = Accountant.Epsilon([(new Gaussian(0.82, 1e-4), 96_184)], 1e-5);
        Assert.That(account.Lower, Is.InRange(account.Upper * (1 - 1e-3), account.Upper));
    }

    [Test]
    public void Tiny_deltas_go_on_from_larger_ones_and_stay_below_divergences()
    {
        (IMechanism, int)[] steps = [(new Gaussian(4, 3.3e-4), 10_000)];
        var before = 0.0;
        foreach (var delta in new[] { 1e-13, 1e-14, 9e-15, 1e-16, 1.1e-18, 1e-20, 1e-40 })
        {
            var account = Accountant.Epsilon(steps, delta);
            Assert.That(account.Lower, Is.InRange(Math.Max(before, account.Upper * (1 - 1e-3)), account.Upper));
            Assert.That(account.Upper, Is.LessThanOrEqualTo(RenyiAccountant.Epsilon(steps, delta).Epsilon));
            before = account.Lower!.Value;
        }
    }

    [Test]
    public void A_delta_above_the_total_variation_costs_nothing() =>
        Assert.That(Accountant.Epsilon([(new Gaussian(1, 0.01), 10)], 0.9).Upper, Is.Zero);

    [Test]
    public void Little_noise_on_rare_samples_over_ten_million_steps_costs_as_much_as_those_who_take_part()
    {
        // Some ten steps take the unit, each at a loss near 1/(2σ²) + ln q = 186; more than 40 of them have less chance than δ.
        var account = Accountant.Epsilon([(new Gaussian(0.05, 1e-6), 10_000_000)], 1e-5);
        Assert.That(account.Upper, Is.InRange(10 * 186, 40 * 300));
        Assert.That(account.Lower, Is.InRange(account.Upper * (1 - 1e-3), account.Upper));
    }

    [Test]
    public void What_cannot_be_accounted_is_refused()
    {
        Assert.That(() => Accountant.Epsilon([], 1e-5), Throws.ArgumentException);
        Assert.That(() => Accountant.Epsilon([(new Gaussian(1), 0)], 1e-5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Accountant.Epsilon([(new Gaussian(1), 1)], 1e-101), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Accountant.Delta([(new Gaussian(1), 1)], double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Gaussian(0.01, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Gaussian(1, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Laplace(1, 0.5).ForGroup(2), Throws.TypeOf<NotSupportedException>());
    }

    private static IMechanism MechanismOf(ReferenceRow row)
    {
        var (sigma, rate) = (row.Number("sigma"), row.Number("q"));
        var replacing = row["neighboring"] == "replace_one";
        return row["mechanism"] switch
        {
            "laplace" or "poisson_laplace" => new Laplace(sigma, rate),
            _ when replacing => new Gaussian(sigma, rate).ReplacingOne(),

            // A record that is zeroed out is drawn by the same chance, and moves the sum as one that is removed.
            _ => new Gaussian(sigma, rate),
        };
    }
}
