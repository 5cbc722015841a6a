using CsCheck;
using PrivacyBench.Accounting;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed class GaussianCurveTests
{
    [Test]
    public void Epsilon_agrees_with_every_closed_form_of_the_reference_file()
    {
        var rows = ReferenceTable.Read("dp_reference.csv").Where(row =>
            row["mechanism"] == "gaussian" && row["neighboring"] == "add_remove" && row["epsilon_exact"].Length > 0).ToList();
        Assert.That(rows, Has.Count.GreaterThan(20));
        Assert.Multiple(() =>
        {
            foreach (var row in rows)
            {
                var mu = Math.Sqrt(row.Number("steps")) / row.Number("sigma");
                Assert.That(
                    GaussianCurve.Epsilon(mu, row.Number("delta")),
                    Is.EqualTo(row.Number("epsilon_exact")).Within(1e-7).Percent,
                    row.ToString());
            }
        });
    }

    [Test]
    public void Noise_agrees_with_the_reference_file_and_keeps_the_target()
    {
        var rows = ReferenceTable.Read("dp_calibration.csv").Where(row => row.Optional("sigma_exact") is not null).ToList();
        Assert.That(rows, Is.Not.Empty);
        foreach (var row in rows)
        {
            var sigma = GaussianCurve.NoiseMultiplier(row.Number("target_epsilon"), row.Number("delta"), (int)row.Number("steps"));
            Assert.That(sigma, Is.EqualTo(row.Number("sigma_exact")).Within(1e-7).Percent);
        }
    }

    [TestCase(30, 1000, 1e-14, 8.32932220375)]
    [TestCase(1, 100, 1e-3, 80.0325260942)]
    [TestCase(0.3, 90_000, 1e-5, 504263.892921)]
    public void Tiny_deltas_and_large_shifts_keep_their_digits(double sigma, int rounds, double delta, double expected) =>
        Assert.That(GaussianCurve.Epsilon(Math.Sqrt(rounds) / sigma, delta), Is.EqualTo(expected).Within(1e-8).Percent);

    [Test]
    public void Epsilon_and_mu_round_to_the_safe_side_of_each_other() =>
        Gen.Select(Gen.Double[-3, 2], Gen.Double[-14, -2]).Sample(
            (logMu, logDelta) =>
            {
                var (mu, delta) = (Math.Pow(10, logMu), Math.Clamp(Math.Pow(10, logDelta), 1e-14, 1e-2));
                var epsilon = GaussianCurve.Epsilon(mu, delta);
                var back = GaussianCurve.Mu(epsilon, delta);
                return GaussianCurve.Delta(mu, epsilon) <= delta
                    && GaussianCurve.Delta(back, epsilon) <= delta
                    && (epsilon == 0 || Math.Abs(back / mu - 1) < 1e-6);
            },
            iter: 300);

    [TestCase(double.NaN, 1e-5)]
    [TestCase(-1, 1e-5)]
    [TestCase(1, 0)]
    [TestCase(1, 1)]
    [TestCase(1, double.NaN)]
    public void Arguments_out_of_range_are_refused(double mu, double delta) =>
        Assert.That(() => GaussianCurve.Epsilon(mu, delta), Throws.TypeOf<ArgumentOutOfRangeException>());
}
