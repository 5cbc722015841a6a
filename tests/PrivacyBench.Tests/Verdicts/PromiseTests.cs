using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Verdicts;

internal sealed class PromiseTests
{
    [TestCase(0.5, "add-or-remove", 0.46, false, Description = "for a replacement ε is 1 and tanh(1/2) = 0.4621 is allowed")]
    [TestCase(0.5, "add-or-remove", 0.47, true)]
    [TestCase(0.5, "replace-one", 0.24, false, Description = "tanh(1/4) = 0.2449")]
    [TestCase(0.5, "replace-one", 0.25, true)]
    public void A_guarantee_is_refuted_by_an_interval_above_what_it_allows(double epsilon, string adjacency, double low, bool refuted)
    {
        var promise = Of(new Guarantee(new(epsilon), 0, "record", adjacency, "exact", 1, ["external"]), low);
        Assert.That(promise.IsRefuted, Is.EqualTo(refuted), promise.Sentence);
    }

    [Test]
    public void The_measured_epsilon_is_the_one_that_allows_the_lower_end()
    {
        foreach (var (advantage, delta) in new[] { (0.1, 0.0), (0.4621, 1e-5), (0.9, 0.01) })
        {
            var epsilon = Promise.EpsilonFor(advantage, delta);
            Assert.That(AttackBounds.Advantage(epsilon, delta), Is.EqualTo(advantage).Within(1e-12));
        }

        Assert.That(Promise.EpsilonFor(-0.1, 0).Value, Is.EqualTo(0));
        Assert.That(Promise.EpsilonFor(0.005, 0.01).Value, Is.EqualTo(0), "δ alone allows it");
        Assert.That(Promise.EpsilonFor(1, 0).IsUnbounded);
    }

    [Test]
    public void Only_positions_against_which_it_holds_are_compared()
    {
        var results = SampleResults.Of();
        var promises = Promise.All(results.Cells, results.Defenses);
        Assert.That(
            promises.Where(p => p is { Defense: SampleResults.LocalDp, Partition: "iid", Goal: Goal.Membership }).Select(p => p.Position), Is.EqualTo(["external", "client", "server"]));
        Assert.That(promises.Select(p => p.Guarantee.Epsilon.IsUnbounded), Is.All.False);
        Assert.That(promises.Select(p => p.IsRefuted), Is.All.False);
    }

    [TestCase(0.22, false)]
    [TestCase(0.24, true)]
    public void The_verdict_goes_by_the_whole_curve_and_not_by_one_epsilon(double low, bool refuted)
    {
        // (1.83, 1e-5) for adding or removing allows a replacement 0.95. All of the mechanism allows 0.161 for the one and below twice that for the other.
        var promise = Of(Sampled, low);
        Assert.That(AttackBounds.Advantage(Sampled.Epsilon, Sampled.Delta), Is.EqualTo(0.723).Within(0.001));
        Assert.That(promise.Ceiling, Is.GreaterThan(0.94));
        Assert.That(promise.TightCeiling, Is.GreaterThan(0.161).And.LessThan(2 * 0.162));
        Assert.That(Of(Sampled, promise.TightCeiling + low - 0.23).IsRefuted, Is.EqualTo(refuted));
    }

    [Test]
    public void A_replacement_under_Gaussian_noise_has_twice_the_shift()
    {
        const double Mu = 0.4;
        var ceiling = AttackCeiling.OfCurve(Noised(Mu));
        Assert.That(ceiling.Advantage, Is.EqualTo(AttackBounds.Advantage(2 * Mu)).Within(1e-3).And.GreaterThanOrEqualTo(AttackBounds.Advantage(2 * Mu)));
        foreach (var rate in new[] { 0.001, 0.01, 0.1, 0.5, 0.9 })
        {
            var exact = AttackBounds.TruePositiveRate(rate, 2 * Mu);
            Assert.That(ceiling.TruePositiveRate(rate), Is.EqualTo(exact).Within(1e-3).And.GreaterThanOrEqualTo(exact - 1e-12));
        }
    }

    [TestCase(0.05, false)]
    [TestCase(0.35, true)]
    public void A_few_records_found_too_surely_refute_where_the_average_does_not(double low, bool refuted)
    {
        // At μ = 0.8 for a replacement, one false alarm in a hundred finds at most 6.3% of members; the interval is stretched for the three rates.
        var rate = new TprAtFpr(0.01, low + 0.02, low, low + 0.04, true);
        var promise = Of(Noised(0.4), 0.1, cell => cell with { Attacks = [cell.Attacks[1] with { TprAtFpr = [rate] }] });
        Assert.That(promise.IsRefuted, Is.EqualTo(refuted), promise.Sentence);
        Assert.That(promise.Sentence.Contains("0.01", StringComparison.Ordinal), Is.EqualTo(refuted));
    }

    [TestCase(0.2, false)]
    [TestCase(0.25, true)]
    public void Source_is_bounded_from_the_best_guess_on(double low, bool refuted)
    {
        // A guess of 0.1 becomes Φ(Φ⁻¹(0.1) + 0.8) = 0.315 at most, an advantage of 0.239.
        var promise = Source(low, _ => []);
        Assert.That(promise!.TightCeiling, Is.EqualTo(0.239).Within(0.001));
        Assert.That(promise.IsRefuted, Is.EqualTo(refuted));
        Assert.That(AttackBounds.TruePositiveRate(0.1, promise.EpsilonLowerBound, 2.5e-5), Is.EqualTo(0.1 + (0.9 * low)).Within(1e-3));
    }

    [Test]
    public void Source_is_not_judged_where_a_record_shows_where_it_comes_from() => Assert.That(
        Source(0.9, _ => [Baseline("label-counts"), Baseline("record")]), Is.Null, "how well the best guess does is not known there");

    [Test]
    public void Membership_at_a_named_client_is_judged_too()
    {
        var promises = All(Noised(0.4), cell => cell with
        {
            Attacks = [.. cell.Attacks, cell.Attacks[1] with { Goal = Goal.ClientMembership }],
            Strongest = cell.Strongest with { ClientMembership = new("lira-offline", new(0.5, 0.4, 0.6), null) },
        });
        Assert.That(promises.Single(p => p.Goal == Goal.ClientMembership).IsRefuted, "2Φ(0.4) − 1 = 0.311 is the most");
    }

    [Test]
    public void A_refuted_guarantee_fails_the_outcome_and_names_the_likeliest_causes()
    {
        var gross = Of(Sampled, 0.96).Sentence;
        var subtle = Of(Sampled, 0.4).Sentence;
        Assert.That(gross, Does.Contain("REFUTED").And.Contains("Likeliest causes: noise that some of the 20 rounds do not get"));
        Assert.That(subtle, Does.Contain("Likeliest causes: batches of a fixed size, or shuffled ones, accounted as Poisson samples"));

        var sample = SampleResults.Of();
        var refuted = sample with { Cells = [Measured(sample.Cells[0], 0.96)], Defenses = [sample.Defenses[0] with { Guarantees = [Sampled] }], Claims = [] };
        Assert.That(Outcome.Of(refuted).Verdict, Is.EqualTo(Verdict.Fails));
    }

    // σ = 1, q = 0.01, T = 1,000.
    private static readonly Guarantee Sampled = Curved(
        1.83, "rdp, 1000 steps, Poisson sampling at rate 0.01", Accountant.Profile([(new Gaussian(1, 0.01), 1000)]));

    private static Guarantee Noised(double mu) => Curved(GaussianCurve.Epsilon(mu, 1e-5), "exact", PrivacyProfile.Of(mu));

    private static Guarantee Curved(double epsilon, string accountant, PrivacyProfile profile) =>
        new(new(epsilon), 1e-5, "record", "add-or-remove", accountant, 20, ["external"])
        {
            Curve = GuaranteeCurve.Of(e => profile.Delta(e).Upper, new(epsilon)),
        };

    private static GuessBaseline Baseline(string name) => new(name, new(0.1, 0.1, 0.1));

    private static Promise? Source(double low, Func<Cell, IReadOnlyList<GuessBaseline>> baselines) => All(Noised(0.4), cell =>
    {
        var attack = cell.Attacks[2] with { Status = AttackStatus.Ran, Guess = new(0.1, 0.1, 0.1) };
        var guess = attack with { Name = "source-guess", Accuracy = new(0.1, 0.1, 0.1), Baselines = baselines(cell) };
        return cell with { Attacks = [attack, guess], Strongest = new(null, new("source-loss", new(low + 0.01, low, low + 0.02), null)) };
    }).SingleOrDefault(p => p.Goal == Goal.Source);

    private static Promise Of(Guarantee guarantee, double low) => Of(guarantee, low, cell => cell);

    private static Promise Of(Guarantee guarantee, double low, Func<Cell, Cell> change) =>
        All(guarantee, cell => change(Measured(cell, low))).Single(p => p.Goal == Goal.Membership);

    private static Cell Measured(Cell cell, double low) => cell with
    {
        Attacks = [.. cell.Attacks.Select(a => a with { TprAtFpr = null })],
        Strongest = cell.Strongest with { Membership = new("lira-offline", new(low + 0.01, low, low + 0.02), null) },
    };

    private static IReadOnlyList<Promise> All(Guarantee guarantee, Func<Cell, Cell> change)
    {
        var sample = SampleResults.Of();
        Assert.That(sample.Cells[0].Position, Is.EqualTo("external"));
        return Promise.All([change(sample.Cells[0])], [sample.Defenses[0] with { Guarantees = [guarantee] }]);
    }
}
