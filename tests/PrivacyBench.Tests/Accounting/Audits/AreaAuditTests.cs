using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Audits;

namespace PrivacyBench.Tests.Accounting.Audits;

internal sealed class AreaAuditTests
{
    private const double Delta = 1e-5;

    // Φ(μ/√2) for μ = 0.5, 1 and 3, from tables of the normal distribution.
    [TestCase(0.5, 0.638163)]
    [TestCase(1, 0.760250)]
    [TestCase(3, 0.983053)]
    public void The_area_of_a_Gaussian_shift_gives_back_its_epsilon(double mu, double area)
    {
        // Whatever the promise: only the kind of the mechanism is presumed.
        foreach (var promised in new[] { 0.3, 1, 4 })
        {
            Assert.That(
                AreaAudit.Epsilon(area, NoiseFamily.Gaussian(promised, Delta)),
                Is.LessThanOrEqualTo(GaussianCurve.Epsilon(mu, Delta) + 1e-4).And.GreaterThan(0.98 * GaussianCurve.Epsilon(mu, Delta)));
        }
    }

    [TestCase(0)]
    [TestCase(0.5)]
    public void Half_of_the_pairs_in_order_shows_nothing(double area) => Assert.That(AreaAudit.Epsilon(area, NoiseFamily.Gaussian(1, Delta)), Is.Zero);

    [Test]
    public void Strengths_that_cannot_be_computed_refute_nothing()
    {
        Assert.That(AreaAudit.Epsilon(1, new(_ => null)), Is.Zero);
        Assert.That(AreaAudit.Epsilon(1, new(strength => strength > 1 ? null : (strength, 0.9))), Is.EqualTo(1).Within(0.01));
    }

    [Test]
    public void An_area_is_a_share() => Assert.That(() => AreaAudit.Epsilon(1.1, NoiseFamily.Gaussian(1, Delta)), Throws.TypeOf<ArgumentOutOfRangeException>());
}
