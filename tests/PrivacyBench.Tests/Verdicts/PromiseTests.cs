using PrivacyBench.Accounting;
using PrivacyBench.Measurement;
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
            promises.Where(p => p.Defense == SampleResults.LocalDp && p.Partition == "iid").Select(p => p.Position), Is.EqualTo(["external", "client", "server"]));
        Assert.That(promises.Select(p => p.Guarantee.Epsilon.IsUnbounded), Is.All.False);
        Assert.That(promises.Select(p => p.IsRefuted), Is.All.False);
    }

    private static Promise Of(Guarantee guarantee, double low)
    {
        var sample = SampleResults.Of();
        var cell = sample.Cells[0];
        Assert.That(cell.Position, Is.EqualTo("external"));
        var strongest = cell.Strongest with { Membership = new("lira-offline", new(low + 0.01, low, low + 0.02), null) };
        return Promise.All([cell with { Strongest = strongest }], [sample.Defenses[0] with { Guarantees = [guarantee] }]).Single();
    }
}
