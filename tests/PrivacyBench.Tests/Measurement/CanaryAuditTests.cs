using MathNet.Numerics.Distributions;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Audits;
using PrivacyBench.Accounting.Mechanisms;
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
        Assert.That(bounds.Where(b => b.Epsilon is null).Select(b => b.Reason), Is.All.Contains("Gaussian").Or.Contains("kind of a mechanism"));
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

    [Test]
    public void At_most_one_audit_in_twenty_lies_above_the_truth_where_all_canaries_of_a_federation_move_together() =>
        Cover(GaussianCurve.Epsilon(1, Delta), seed => Audit(Canaries(mu: 1, seed, shared: 0.5)));

    [Test]
    public void At_most_one_audit_in_twenty_of_few_canaries_lies_above_the_truth() =>
        Cover(GaussianCurve.Epsilon(1.5, Delta), seed => Audit(Canaries(mu: 1.5, seed, federations: 5, each: 8)), 0);

    [Test]
    [Category("Slow")]
    public void At_most_one_audit_in_twenty_of_sampled_noise_lies_above_the_truth()
    {
        // 30 steps that each hold a record with chance 0.2 under noise of deviation 1.2: what an audit sees is their sum.
        NoiseFamily family = new(strength =>
        {
            (IMechanism, int)[] steps = [(new Gaussian(1.2 / strength, 0.2), 30)];
            var (profile, epsilon) = (Accountant.Profile(steps), Accountant.Epsilon(steps, Delta).Upper);
            return (epsilon, GuaranteeCurve.Of(e => profile.Delta(e).Upper, new(epsilon))!.LargestArea);
        });
        Cover(family.At(1)!.Value.Epsilon, seed => CanaryAudit.Of(
            Cell(seed, 16, 40, (isIn, random) => Binomial.Sample(random, 0.2, isIn ? 30 : 0) + (1.2 * Math.Sqrt(30) * Normal.Sample(random, 0, 1))),
            "record", Delta, family, new RandomStream(1), 0.95, tried: 1));
    }

    [Test]
    public void The_whole_curve_shows_at_least_half_of_a_promise_of_four_from_a_thousand_canaries()
    {
        var mu = GaussianCurve.Mu(4, Delta);
        double[] shown = [.. Enumerable.Range(0, 20).Select(seed => Audit(Canaries(mu, seed, federations: 50)).Bounds.Single(b => b.Method == "curve").Epsilon!.Value)];
        Assert.That(shown.Average(), Is.InRange(2.5, 4));
    }

    [Test]
    public void What_no_attack_could_show_with_so_few_canaries_says_so()
    {
        var bounds = CanaryAudit.Of(Canaries(40, 1), "client", 0.05, null, new RandomStream(1), 0.95, 1).Bounds;
        Assert.That(bounds.Single(b => b.Method == "one-run"), Has.Property("Epsilon").Null.And.Property("Ceiling").Null.And.Property("Reason").Contains("5e-2"));
    }

    private static void Cover(double truth, Func<int, CanaryAudit> audit, double? atLeast = null)
    {
        const int Audits = 200;
        double[] largest = [.. Enumerable.Range(0, Audits).Select(seed => audit(seed).Bounds.Max(b => b.Epsilon)!.Value)];

        // Three deviations above 5%.
        Assert.That(largest.Average(bound => bound > truth ? 1 : 0), Is.LessThan(0.05 + (3 * Math.Sqrt(0.05 * 0.95 / Audits))));
        Assert.That(largest.Average(), Is.GreaterThan(atLeast ?? (truth > 1 ? 0.1 * truth : 0)), "the bounds say something");
    }

    private static CanaryAudit Audit(ScoredFederation[] cell, bool isGaussian = true, int tried = 1) =>
        CanaryAudit.Of(cell, "client", Delta, isGaussian ? NoiseFamily.Gaussian(1, Delta) : null, new RandomStream(1), 0.95, tried);

    /// <summary>Canaries as Gaussian noise shows them: each score is 0 or μ, with a deviation of 1, of which a federation's canaries share a part.</summary>
    private static ScoredFederation[] Canaries(double mu, int seed, int federations = 16, int each = 20, double shared = 0)
    {
        var common = 0.0;
        return Cell(
            seed, federations, each, (isIn, random) => (isIn ? mu : 0) + (Math.Sqrt(shared) * common) + (Math.Sqrt(1 - shared) * Normal.Sample(random, 0, 1)),
            random => common = Normal.Sample(random, 0, 1));
    }

    private static ScoredFederation[] Cell(
        int seed, int federations, int each, Func<bool, RandomStream, double> score, Action<RandomStream>? federation = null)
    {
        var random = new RandomStream(seed);
        return
        [
            .. Enumerable.Range(0, federations).Select(f =>
            {
                federation?.Invoke(random);
                bool[] isIn = [.. Enumerable.Range(0, each).Select(_ => random.Uniform() < 0.5)];
                return new ScoredFederation(f, [.. Enumerable.Range(0, each)], Array.ConvertAll(isIn, i => score(i, random)), isIn);
            }),
        ];
    }
}
