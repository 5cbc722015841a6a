using PrivacyBench.Measurement;
using PrivacyBench.NUnit;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Tests.Reports.Gates;

namespace PrivacyBench.Tests.Constraints;

/// <summary>The constraints of PrivacyBench.NUnit, on the sample results: see there for the numbers.</summary>
internal sealed class PrivacyConstraintTests
{
    private static readonly PrivacyEvaluation Sample = new(SampleResults.Of(), "reports/sample");

    [Test]
    public void What_holds_passes()
    {
        Assert.That(Sample, Is.AdvantageAtMost(0.3).For(Goal.Source).From("server").Under("local-dp"));
        Assert.That(Sample, Is.AdvantageShrunkBy(0.5).For(Goal.Source).From("server").Under("local-dp").On("dirichlet"));
        Assert.That(Sample, Has.AttackPower.For(Goal.Source).From("server"));
        Assert.That(Sample, Is.EpsilonConsistentWith(claimed: 2, delta: 1e-5).From("external").Under("local-dp"));
    }

    [Test]
    public void A_failure_tells_the_interval_the_attack_the_command_and_the_report()
    {
        var message = Failure(() => Assert.That(Sample, Is.AdvantageAtMost(0.05).For(Goal.Source).From("server").Under("local-dp").On("dirichlet")));
        Assert.That(message, Does.Contain("local-dp: source advantage from server on dirichlet is at most 0.05"));
        Assert.That(message, Does.Contain("fails").And.Contain("source-loss: 0.210 [0.160, 0.260]"));
        Assert.That(message, Does.Contain("privacybench run scenarios/quickstart.json --seed 1").And.Contain(Path.Combine("reports/sample", "report.html")));
    }

    [Test]
    public void An_inconclusive_result_fails_and_tells_the_sample_that_it_would_take()
    {
        var message = Failure(() => Assert.That(Sample, Is.AdvantageAtMost(0.05).For(Goal.Source).From("server").Under("local-dp").On("iid")));
        Assert.That(message, Does.Contain("inconclusive").And.Contain("about 200 federations"));
    }

    [Test]
    public void Without_attack_power_nothing_passes()
    {
        var message = Failure(() => Assert.That(Sample, Is.AdvantageAtMost(0.9).For(Goal.Membership).From("client").Under("local-dp").On("iid")));
        Assert.That(message, Does.Contain("no power here"));
        Assert.That(Failure(() => Assert.That(Sample, Has.AttackPower.For(Goal.Membership).From("client"))), Does.Contain("iid, client, membership"));
        Assert.That(
            Failure(() => Assert.That(Sample, Is.EpsilonConsistentWith(claimed: 2, delta: 1e-5).From("client").Under("local-dp"))), Does.Contain("cannot be told from 0"));
    }

    [Test]
    public void A_claimed_epsilon_that_attacks_exceed_is_refuted() => Assert.That(
        Failure(() => Assert.That(Sample, Is.EpsilonConsistentWith(claimed: 0.05, delta: 0).From("external").Under("none"))), Does.Contain("REFUTED"));

    [TestCase(1e-5, true)]
    [TestCase(1e-3, false)]
    public void A_claimed_epsilon_that_an_audit_of_records_exceeds_is_refuted_where_its_delta_is_no_larger(double delta, bool refuted)
    {
        var results = SampleResults.Of();
        // The audit is of δ = 1e-4: what holds at 1e-5 holds there, and what holds at 1e-3 need not.
        Cell Audited(Cell cell) => cell with
        {
            Attacks =
            [
                .. cell.Attacks,
                cell.Attacks[1] with { Name = "canary-records", OnCanaries = true, Audit = new("record", 1e-4, 0.95, [new("one-run", 3, 5)]) },
            ],
        };
        var evaluation = new PrivacyEvaluation(results with { Cells = [.. results.Cells.Select(Audited)] }, "reports/sample");
        void Claim() => Assert.That(evaluation, Is.EpsilonConsistentWith(claimed: 2, delta: delta).From("external").Under("local-dp"));

        if (refuted)
        {
            Assert.That(Failure(Claim), Does.Contain("canary-records shows ε ≥ 3 (one-run)"));
        }
        else
        {
            Assert.That(Claim, Throws.Nothing);
        }
    }

    [Test]
    public void A_claim_for_replacement_is_refuted_by_less()
    {
        // 0.13 ± 0.04: the lower end 0.09 needs ε = 0.18 for a replacement, which adding-or-removing at 0.1 allows. Audits show more.
        var results = SampleResults.Of();
        Cell Unaudited(Cell cell) => cell with { Attacks = [.. cell.Attacks.Where(a => a.Audit is null)] };
        var attacked = new PrivacyEvaluation(results with { Cells = [.. results.Cells.Select(Unaudited)] }, "reports/sample");
        Assert.That(attacked, Is.EpsilonConsistentWith(claimed: 0.1, delta: 0).From("external").Under("ckks").On("iid"));
        Assert.That(
            Failure(() => Assert.That(attacked, Is.EpsilonConsistentWith(claimed: 0.1, delta: 0).ForReplacement().From("external").Under("ckks").On("iid"))),
            Does.Contain("REFUTED"));
    }

    [Test]
    public void A_baseline_is_held_without_its_seconds()
    {
        var results = BaselineTests.Shared(SampleResults.Of());
        var baseline = Baseline.Of(results, new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero), "first");
        var slower = results with { Defenses = [.. results.Defenses.Select(d => d with { Cost = d.Cost with { ClientSeconds = Slower(d.Cost.ClientSeconds) } })] };
        Assert.That(new PrivacyEvaluation(slower, "reports/sample"), Is.NotWorseThan(baseline));
        Assert.That(
            Failure(() => Assert.That(new PrivacyEvaluation(slower, "reports/sample"), Is.NotWorseThan(baseline).AllowingSeconds(2))), Does.Contain("100 times"));
    }

    private static Rate Slower(Rate seconds) => new(100 * seconds.Value, 100 * seconds.Low, 100 * seconds.High);

    [Test]
    public void Names_that_the_scenario_does_not_have_are_refused_and_so_is_a_claim_without_an_adversary()
    {
        Assert.That(
            () => Assert.That(Sample, Is.AdvantageAtMost(0.1).For(Goal.Source).From("serve")),
            Throws.ArgumentException.With.Message.Contains("\"serve\" is none of the scenario's positions: external, client, server"));
        Assert.That(() => Assert.That(Sample, Is.AdvantageAtMost(0.1)), Throws.InvalidOperationException.With.Message.Contains(".For(Goal.Source)"));
        Assert.That(() => Assert.That(Sample.Results, Is.AdvantageAtMost(0.1).For(Goal.Source).From("server")), Throws.ArgumentException);
    }

    private static string Failure(Action assertion) => Assert.Throws<AssertionException>(() => assertion())!.Message;
}
