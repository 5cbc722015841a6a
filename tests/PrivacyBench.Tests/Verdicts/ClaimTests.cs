using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Verdicts;

/// <summary>Claims about the sample results: see there for the numbers.</summary>
internal sealed class ClaimTests
{
    private static readonly Results Sample = SampleResults.Of();

    [Test]
    public void A_claim_without_a_partition_is_judged_in_each() =>
        Assert.That(Judge(Source("server") with { AtMost = 0.5 }).Select(r => r.Partition), Is.EqualTo(SampleResults.Partitions));

    [TestCase("dirichlet")]
    [TestCase("dirichlet(0.1)")]
    public void A_claim_may_name_its_partition(string partition) =>
        Assert.That(Judge(Source("server") with { AtMost = 0.5, Partition = partition }).Single().Partition, Is.EqualTo("dirichlet(0.1)"));

    [Test]
    public void Where_the_undefended_attack_has_no_power_nothing_holds()
    {
        // From the client under iid the undefended membership advantage is 0.02 ± 0.04.
        var claim = new Claim { Defense = SampleResults.Masks, Position = "client", Goal = Goal.Membership, AtMost = 0.5, Partition = "iid" };
        var result = Judge(claim).Single();
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(result.Evidence, Does.Contain("no power here").And.Contain("cannot be told from 0"));
        Assert.That(Judge(claim with { Partition = "dirichlet" }).Single().Verdict, Is.EqualTo(Verdict.Holds), "0.06 ± 0.04 undefended is power");
    }

    [Test]
    public void A_guess_that_beats_the_attacks_is_named_as_the_reason()
    {
        var below = SampleResults.Around(-0.2, 0.05);
        var cells = Sample.Cells.Select(c => c with { Strongest = c.Strongest with { Source = Strongest.OrGuessing("source-loss", below, null, null) } }).ToList();
        var result = Claims.Judge([Source("server") with { Defense = SampleResults.LocalDp, AtMost = 0.5 }], cells, Sample.Defenses)[0];
        Assert.That(result.Evidence, Does.Contain("guessing without any view does better"));
    }

    [Test]
    public void An_open_claim_tells_how_many_federations_would_decide_it()
    {
        // 0.03 ± 0.05 against 0.05: (0.05/0.02)² × 32 = 200.
        var result = Judge(Source("server") with { AtMost = 0.05, Partition = "iid" }).Single();
        Assert.That((result.Verdict, result.FederationsToDecide), Is.EqualTo((Verdict.Inconclusive, (int?)200)));
        Assert.That(result.Evidence, Does.Contain("about 200 federations"));
    }

    [TestCase("auc", null, 0.53, "Fails", Description = "0.512 + 0.02 at most, and at least 0.54 is claimed")]
    [TestCase("auc", 0.6, null, "Holds")]
    [TestCase("balancedAccuracy", 0.6, null, "Holds")]
    [TestCase("testAccuracy", null, 0.6, "Inconclusive", Description = "0.62 ± 0.012 under iid is above, 0.57 under the other below")]
    [TestCase("uploadBytes", 38_000.0, null, "Holds")]
    [TestCase("uploadBytes", 37_999.0, null, "Fails")]
    [TestCase("epsilon", 2.0, null, "Holds")]
    [TestCase("epsilon", 1.99, null, "Fails")]
    [TestCase("epsilonLowerBound", 2.0, null, "Inconclusive", Description = "0.31 is a lower bound and confirms nothing")]
    [TestCase("epsilonLowerBound", 0.3, null, "Fails")]
    public void Every_metric_can_be_claimed(string metric, double? atMost, double? atLeast, string verdict)
    {
        var adversary = Metrics.All[metric].IsOfAdversary;
        var claim = new Claim
        {
            Defense = "local-dp",
            Metric = metric,
            Position = adversary ? "external" : null,
            Goal = adversary ? Goal.Membership : null,
            AtMost = atMost,
            AtLeast = atLeast is { } least && metric == "auc" ? least + 0.01 : atLeast,
        };
        Assert.That(Claims.Together(Judge(claim).Select(r => r.Verdict)).ToString(), Is.EqualTo(metric == "testAccuracy" ? "Fails" : verdict));
    }

    [Test]
    public void A_rate_at_few_false_alarms_is_claimed_with_its_rate()
    {
        var claim = new Claim { Defense = "none", Metric = "tprAtFpr", Fpr = 0.01, Position = "external", Goal = Goal.Membership, AtMost = 0.02 };
        Assert.That(Judge(claim)[0].Verdict, Is.EqualTo(Verdict.Inconclusive), "0.031 in [0.02, 0.045]");
        Assert.That(Judge(claim with { AtMost = 0.0109 })[0].Verdict, Is.EqualTo(Verdict.Fails));
        Assert.That(Judge(claim with { Fpr = 0.001 })[0], Has.Property("Verdict").EqualTo(Verdict.Inconclusive).And.Property("Measured").Null);
    }

    [Test]
    public void No_guarantee_is_no_bounded_epsilon()
    {
        var result = Judge(new() { Defense = SampleResults.Masks, Metric = "epsilon", AtMost = 100 })[0];
        Assert.That((result.Verdict, result.Measured), Is.EqualTo((Verdict.Fails, (Rate?)null)));
        Assert.That(result.Evidence, Does.Contain("unbounded"));
    }

    [Test]
    public void Epsilons_of_records_and_of_clients_are_not_compared()
    {
        var local = Sample.Defenses.First(d => d.Defense == SampleResults.LocalDp);
        var both = local with { Guarantees = [.. local.Guarantees, local.Guarantees[0] with { Unit = "client", Epsilon = new(1) }] };
        var result = Claims.Judge([new() { Defense = SampleResults.LocalDp, Metric = "epsilon", AtMost = 100 }], Sample.Cells, [both])[0];
        Assert.That(result.Verdict, Is.Not.EqualTo(Verdict.Holds));
        Assert.That(result.Evidence, Does.Contain("records and for clients, which are not comparable"));
    }

    [TestCase(0.5, "Holds", Description = "0.67 to 0.21 is a ratio of 0.31 ± 0.08: 0.61 at least is taken away")]
    [TestCase(0.65, "Inconclusive")]
    [TestCase(0.9, "Fails")]
    public void A_shrink_is_judged_by_the_interval_of_its_ratio(double share, string verdict) =>
        Assert.That(Judge(Source("server") with { ShrinksBy = share, Partition = "dirichlet" }).Single().Verdict.ToString(), Is.EqualTo(verdict));

    [Test]
    public void Nothing_shrinks_that_was_not_there()
    {
        var claim = new Claim { Defense = SampleResults.LocalDp, Position = "client", Goal = Goal.Membership, ShrinksBy = 0.1, Partition = "iid" };
        Assert.That(Judge(claim).Single(), Has.Property("Verdict").EqualTo(Verdict.Inconclusive).And.Property("Evidence").Contains("not distinguishable from 0"));
    }

    [TestCase(0.05, null, "Holds")]
    [TestCase(0.0, null, "Holds")]
    [TestCase(0.5, 0.1, "Fails", Description = "an advantage of at least 0.1 is not left")]
    public void Where_the_defense_keeps_attacks_from_running_a_claim_is_decided_by_construction(double atMost, double? atLeast, string verdict)
    {
        var claim = Source("server") with { Defense = SampleResults.Masks, AtMost = atMost, AtLeast = atLeast, Partition = "iid" };
        var result = Judge(claim).Single();
        Assert.That((result.Verdict.ToString(), result.Basis, result.Measured), Is.EqualTo((verdict, Basis.ByConstruction, (Rate?)null)));
        Assert.That(result.Evidence, Does.Contain("as long as the server follows the protocol").And.Not.Contain("0.000"));
    }

    [Test]
    public void What_a_position_never_sees_proves_nothing_of_a_defense()
    {
        var result = Judge(Source("external") with { Defense = SampleResults.Masks, AtMost = 0.05, Partition = "iid" }).Single();
        Assert.That((result.Verdict, result.Basis, result.Measured), Is.EqualTo((Verdict.Inconclusive, Basis.NotSeen, (Rate?)null)));
    }

    [Test]
    public void Claims_that_hold_by_construction_are_counted_apart() => Assert.That(
        Words.Counted(Sample.Claims), Is.EqualTo("0 hold by measurement and 2 by construction, 1 fail and 1 are inconclusive"));

    [Test]
    public void Of_two_bounds_the_worse_verdict_counts()
    {
        var result = Judge(Source("server") with { AtMost = 0.5, ShrinksBy = 0.9, Partition = "dirichlet" }).Single();
        Assert.That(result.Verdict, Is.EqualTo(Verdict.Fails));
        Assert.That(result.Evidence, Does.Contain("0.210").And.Contain("shrinks by 0.687"));
    }

    private static Claim Source(string position) => new() { Defense = SampleResults.LocalDp, Position = position, Goal = Goal.Source };

    private static IReadOnlyList<ClaimResult> Judge(Claim claim) => Claims.Judge([claim], Sample.Cells, Sample.Defenses);
}
