using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Tests.Reference;

namespace PrivacyBench.Tests.Accounting;

internal sealed class CalibrationTests
{
    private static IEnumerable<TestCaseData> Rows() => ReferenceTable.Read("dp_calibration.csv").Select(row => new TestCaseData(row));

    [TestCaseSource(nameof(Rows))]
    public void Noise_agrees_with_the_reference_file_and_keeps_the_target(ReferenceRow row)
    {
        var (epsilon, delta) = (row.Number("target_epsilon"), row.Number("delta"));
        var (rate, steps) = (row.Number("q"), (int)row.Number("steps"));
        var noise = Calibration.NoiseMultiplier(epsilon, delta, rate, steps);
        Assert.That(noise, Is.EqualTo(row.Number("sigma")).Within(0.2).Percent);
        Assert.That(Accountant.Epsilon([(new Gaussian(noise, rate), steps)], delta).Upper, Is.LessThanOrEqualTo(epsilon));
        Assert.That(Accountant.Epsilon([(new Gaussian(noise * 0.999, rate), steps)], delta).Upper, Is.GreaterThan(epsilon));
    }

    [Test]
    public void A_target_that_the_least_noise_keeps_takes_the_least() =>
        Assert.That(Calibration.NoiseMultiplier(1000, 1e-5, 0.01, 10), Is.EqualTo(0.3));

    [Test]
    public void Pure_noise_is_calibrated_without_a_delta() => Assert.That(
        Calibration.Noise(0.5, 0, 0.01, 10_000, scale => [(new Laplace(scale), 4)]), Is.EqualTo(8).Within(0.01).Percent);

    [Test]
    public void A_target_out_of_reach_is_refused() => Assert.That(
        () => Calibration.NoiseMultiplier(1e-4, 1e-5, 1, 1000), Throws.TypeOf<ArgumentOutOfRangeException>());
}
