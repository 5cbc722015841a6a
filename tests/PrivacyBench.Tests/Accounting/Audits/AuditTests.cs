using MathNet.Numerics;
using PrivacyBench.Accounting.Audits;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting.Audits;

internal sealed class AuditTests
{
    [Test]
    public void Bounds_of_counts_from_both_sides_agree_with_the_reference_file() =>
        AgreeOn("clopper_pearson_two_sided", OfCounts(CountAudit.ClopperPearsonEpsilon));

    [Test]
    public void Bounds_of_counts_from_one_side_agree_with_the_reference_file() =>
        AgreeOn("clopper_pearson_one_sided", OfCounts(CountAudit.PositiveEpsilon));

    [Test]
    public void Gaussian_bounds_of_counts_agree_with_the_reference_file() =>
        AgreeOn("gdp", OfCounts(CountAudit.GaussianEpsilon));

    [Test]
    public void Bounds_from_one_run_agree_with_the_reference_file() =>
        AgreeOn("one_run_steinke2023", OfGuesses(OneRunAudit.Epsilon));

    [Test]
    public void Gaussian_bounds_from_one_run_agree_with_the_reference_file() =>
        AgreeOn("one_run_fdp_mahloujifar2024_gaussian", OfGuesses(OneRunAudit.GaussianEpsilon));

    [Test]
    public void Known_answers_hold_to_four_digits() => Assert.Multiple(() =>
    {
        Assert.That(CountAudit.ClopperPearsonEpsilon(new(500, 500, 0, 500), 0, 0.01), Is.EqualTo(4.5419).Within(1e-4));
        Assert.That(OneRunAudit.Epsilon(new(1000, 1000, 900), 1e-5, 0.05), Is.EqualTo(2.0206).Within(1e-4));
    });

    [Test]
    public void A_perfect_attack_shows_no_more_than_its_number_of_trials_allows() => Assert.Multiple(() =>
    {
        Assert.That(new Counts(3, 500, 7, 500).Perfect, Is.EqualTo(new Counts(500, 500, 0, 500)));
        Assert.That(new Guesses(100, 20, 3).Perfect, Is.EqualTo(new Guesses(100, 20, 20)));
        Assert.That(
            CountAudit.ClopperPearsonEpsilon(new Counts(3, 100, 7, 100).Perfect, 0, 0.05), Is.EqualTo(3.2813).Within(1e-4));
    });

    [Test]
    public void Every_wrong_answer_refutes_nothing_upwards()
    {
        Assert.That(CountAudit.PositiveEpsilon(new(0, 50, 50, 50), 0, 0.05), Is.Zero);
        Assert.That(OneRunAudit.Epsilon(new(50, 50, 0), 0, 0.05), Is.Zero);
    }

    [TestCase(0, 10)]
    [TestCase(3, 10)]
    [TestCase(10, 10)]
    public void The_binomial_bounds_leave_exactly_the_significance_outside(int successes, int trials)
    {
        const double significance = 0.025;
        var lower = ClopperPearson.Lower(successes, trials, significance);
        var upper = ClopperPearson.Upper(successes, trials, significance);
        double AtMost(int k, double p) => Enumerable.Range(0, k + 1).Sum(
            i => SpecialFunctions.Binomial(trials, i) * Math.Pow(p, i) * Math.Pow(1 - p, trials - i));
        Assert.Multiple(() =>
        {
            Assert.That(successes == 0 ? significance : 1 - AtMost(successes - 1, lower), Is.EqualTo(significance).Within(1e-10));
            Assert.That(successes == trials ? significance : AtMost(successes, upper), Is.EqualTo(significance).Within(1e-10));
        });
    }

    [Test]
    public void Impossible_counts_are_refused()
    {
        Assert.That(() => new Counts(11, 10, 0, 10), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new Guesses(10, 11, 5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => OneRunAudit.Epsilon(new(10, 10, 5), 0, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static void AgreeOn(string method, Func<ReferenceRow, double> bound)
    {
        var rows = ReferenceTable.Read("audit_reference.csv").Where(row => row["method"] == method).ToList();
        Assert.That(rows, Has.Count.GreaterThan(10));
        Assert.Multiple(() =>
        {
            foreach (var row in rows)
            {
                Assert.That(bound(row), Is.EqualTo(row.Number("epsilon_lb")).Within(1e-3), row.ToString());
            }
        });
    }

    private static Func<ReferenceRow, double> OfCounts(Func<Counts, double, double, double> bound) => row => bound(
        new((int)row.Number("tp"), (int)row.Number("n_in"), (int)row.Number("fp"), (int)row.Number("n_out")),
        row.Number("delta"),
        row.Number("alpha"));

    private static Func<ReferenceRow, double> OfGuesses(Func<Guesses, double, double, double> bound) => row => bound(
        new((int)row.Number("m"), (int)row.Number("r"), (int)row.Number("v")), row.Number("delta"), row.Number("alpha"));
}
