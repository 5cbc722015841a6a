using NUnit.Framework;
using PrivacyBench;
using PrivacyBench.NUnit;
using PrivacyBench.Reports.Gates;

namespace Hospital.PrivacyTests;

/// <summary>What the hospitals promise their patients, as tests. The scenario is run once; its report is attached to each test.</summary>
public sealed class HospitalPrivacy() : ScenarioFixture("hospital.json")
{
    [Test]
    public void Without_shares_the_server_does_trace_records() =>
        Assert.That(Evaluation, Has.AttackPower.For(Goal.Source).From("server"));

    [Test]
    public void With_shares_the_server_traces_no_record_to_its_hospital() =>
        Assert.That(Evaluation, Is.AdvantageAtMost(0.05).For(Goal.Source).From("server").Under("additive-shares"));

    [Test]
    public void Shares_take_the_servers_advantage_away() =>
        Assert.That(Evaluation, Is.AdvantageShrunkBy(0.9).For(Goal.Source).From("server"));

    [Test]
    public void Nothing_is_worse_than_what_was_recorded()
    {
        var baseline = Baseline.Load(Path.Combine(TestContext.CurrentContext.TestDirectory, "hospital.baseline.json"));
        Assert.That(Evaluation, Is.NotWorseThan(baseline).Allowing(advantage: 0.3, accuracy: 0.15));
    }

    [Test]
    public void Shares_alone_are_no_differential_privacy_and_a_wrong_claim_is_found_out() =>
        Assert.That(
            () => Assert.That(Evaluation, Is.EpsilonConsistentWith(claimed: 0.001, delta: 0).Under("none").From("external")),
            Throws.TypeOf<AssertionException>().With.Message.Contains("REFUTED"));
}
