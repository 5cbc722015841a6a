using System.Globalization;
using System.Text.RegularExpressions;
using PrivacyBench.Accounting;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed partial class AttackBoundsTests
{
    private static readonly double[] Rates = [0.1, 0.01, 0.001, 0.0001];

    [Test]
    public void Epsilon_and_delta_allow_what_the_reference_file_says() =>
        Assert.Multiple(() =>
        {
            foreach (var row in Rows("eps_delta"))
            {
                var (epsilon, delta) = (new Epsilon(row.Number("p1_eps_or_mu_or_sigma")), row.Number("p2_delta_or_q_T"));
                Check(row, AttackBounds.Advantage(epsilon, delta), rate => AttackBounds.TruePositiveRate(rate, epsilon, delta));
            }
        });

    [Test]
    public void Gaussian_privacy_allows_what_the_reference_file_says() =>
        Assert.Multiple(() =>
        {
            foreach (var row in Rows("mu_gdp"))
            {
                var mu = row.Number("p1_eps_or_mu_or_sigma");
                Check(row, AttackBounds.Advantage(mu), rate => AttackBounds.TruePositiveRate(rate, mu));
            }
        });

    [Test]
    public void A_source_is_named_no_better_than_the_reference_file_says() =>
        Assert.Multiple(() =>
        {
            foreach (var row in Rows("source_inference_K_way"))
            {
                var given = SourceParameters().Match(row["p2_delta_or_q_T"]);
                var accuracy = AttackBounds.SourceAccuracy(
                    int.Parse(given.Groups[2].Value, CultureInfo.InvariantCulture),
                    new(row.Number("p1_eps_or_mu_or_sigma")),
                    double.Parse(given.Groups[1].Value, CultureInfo.InvariantCulture));
                var expected = double.Parse(Accuracy().Match(row["note"]).Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.That(accuracy, Is.EqualTo(expected).Within(1e-12), row.ToString());
            }
        });

    [Test]
    public void No_promise_allows_every_attack()
    {
        Assert.That(AttackBounds.TruePositiveRate(0, Epsilon.Unbounded, 0), Is.EqualTo(1));
        Assert.That(AttackBounds.Advantage(Epsilon.Unbounded, 0), Is.EqualTo(1));
        Assert.That(AttackBounds.SourceAccuracy(10, Epsilon.Unbounded, 0), Is.EqualTo(1));
    }

    [Test]
    public void A_group_of_three_costs_three_epsilons_and_a_sum_of_deltas()
    {
        var (epsilon, delta) = GroupPrivacy.Of(new(0.5), 1e-6, 3);
        Assert.That(epsilon.Value, Is.EqualTo(1.5));
        Assert.That(delta, Is.EqualTo(1e-6 * (Math.Exp(1.5) - 1) / (Math.Exp(0.5) - 1)).Within(1e-15));
        Assert.That(GroupPrivacy.ReplacingOne(new(0.5), 1e-6).Delta, Is.EqualTo(1e-6 * (1 + Math.Exp(0.5))).Within(1e-15));
    }

    [Test]
    public void A_huge_epsilon_does_not_overflow()
    {
        Assert.That(AttackBounds.TruePositiveRate(0, new(1e5), 1e-5), Is.EqualTo(1e-5));
        Assert.That(GroupPrivacy.ReplacingOne(new(1e5), 0), Is.EqualTo((new Epsilon(2e5), 0.0)));
    }

    private static void Check(ReferenceRow row, double advantage, Func<double, double> rate)
    {
        Assert.That(advantage, Is.EqualTo(row.Number("max_membership_advantage")).Within(1e-12), row.ToString());
        foreach (var fpr in Rates)
        {
            var column = "tpr_at_fpr_" + fpr.ToString("0.####", CultureInfo.InvariantCulture);
            Assert.That(rate(fpr), Is.EqualTo(row.Number(column)).Within(1e-9), row.ToString());
        }
    }

    private static List<ReferenceRow> Rows(string kind)
    {
        var rows = ReferenceTable.Read("attack_bounds.csv").Where(row => row["kind"] == kind).ToList();
        Assert.That(rows, Has.Count.GreaterThan(5));
        return rows;
    }

    [GeneratedRegex(@"delta=([^;]+);K=(\d+)")]
    private static partial Regex SourceParameters();

    [GeneratedRegex(@"max accuracy=([0-9.e-]+)")]
    private static partial Regex Accuracy();
}
