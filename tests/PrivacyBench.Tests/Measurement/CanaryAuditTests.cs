using MathNet.Numerics.Distributions;
using PrivacyBench.Accounting;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class CanaryAuditTests
{
    private const double Delta = 1e-5;

    [Test]
    public void Canaries_told_apart_without_error_show_the_ceiling()
    {
        foreach (var bound in Audit(Canaries(mu: 40, seed: 1)).Bounds)
        {
            Assert.That(bound.Epsilon, Is.EqualTo(bound.Ceiling).Within(0.1 * bound.Ceiling!.Value).And.GreaterThan(2), bound.Method);
        }
    }

    [Test]
    public void Only_what_holds_for_every_mechanism_is_given_where_noise_is_not_Gaussian()
    {
        var bounds = Audit(Canaries(mu: 40, seed: 1), isGaussian: false).Bounds;
        Assert.That(bounds.Where(b => b.Epsilon is not null).Select(b => b.Method), Is.EqualTo(["clopper-pearson", "one-run"]));
        Assert.That(bounds.Where(b => b.Epsilon is null).Select(b => b.Reason), Is.All.Contains("Gaussian"));
    }

    [Test]
    public void More_federations_raise_the_ceiling() => Assert.That(
        Audit(Canaries(1, 1, federations: 32)).Bounds.Zip(Audit(Canaries(1, 1)).Bounds),
        Is.All.Matches<(AuditBound More, AuditBound Fewer)>(of => of.More.Ceiling > of.Fewer.Ceiling));

    [Test]
    public void More_tries_lower_every_bound() => Assert.That(
        Audit(Canaries(40, 1), tried: 10).Bounds.Zip(Audit(Canaries(40, 1)).Bounds),
        Is.All.Matches<(AuditBound Ten, AuditBound One)>(of => of.Ten.Epsilon < of.One.Epsilon));

    [TestCase(0.5)]
    [TestCase(1.5)]
    public void At_most_one_audit_in_twenty_of_Gaussian_noise_lies_above_the_truth(double mu) =>
        Cover(GaussianCurve.Epsilon(mu, Delta), seed => Audit(Canaries(mu, seed)));

    [TestCase(0.5)]
    [TestCase(1.5)]
    public void At_most_one_audit_in_twenty_of_randomised_response_lies_above_the_truth(double epsilon) =>
        Cover(epsilon, seed => Audit(Cell(seed, 16, 20, (isIn, random) => isIn == (random.Uniform() < 1 / (1 + Math.Exp(-epsilon))) ? 1 : 0), isGaussian: false));

    private static void Cover(double truth, Func<int, CanaryAudit> audit)
    {
        const int Audits = 200;
        double[] largest = [.. Enumerable.Range(0, Audits).Select(seed => audit(seed).Bounds.Max(b => b.Epsilon)!.Value)];

        // Three deviations above 5%.
        Assert.That(largest.Average(bound => bound > truth ? 1 : 0), Is.LessThan(0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Audits))));
        Assert.That(largest.Average(), Is.GreaterThan(truth > 1 ? 0.1 * truth : 0), "the bounds say something");
    }

    private static CanaryAudit Audit(ScoredFederation[] cell, bool isGaussian = true, int tried = 1) =>
        CanaryAudit.Of(cell, "client", Delta, isGaussian, new RandomStream(1), 0.95, tried);

    /// <summary>Canaries as Gaussian noise shows them: each score is 0 or μ, with a deviation of 1.</summary>
    private static ScoredFederation[] Canaries(double mu, int seed, int federations = 16) =>
        Cell(seed, federations, 20, (isIn, random) => (isIn ? mu : 0) + Normal.Sample(random, 0, 1));

    private static ScoredFederation[] Cell(int seed, int federations, int each, Func<bool, RandomStream, double> score)
    {
        var random = new RandomStream(seed);
        return
        [
            .. Enumerable.Range(0, federations).Select(f =>
            {
                bool[] isIn = [.. Enumerable.Range(0, each).Select(_ => random.Uniform() < 0.5)];
                return new ScoredFederation(f, [.. Enumerable.Range(0, each)], Array.ConvertAll(isIn, i => score(i, random)), isIn);
            }),
        ];
    }
}
