namespace PrivacyBench.Tests.Measurement;

internal sealed class CoverageTests
{
    // A quick look that catches intervals of the wrong unit: taking the records as independent covers 78% (area).
    [Test]
    public void Intervals_cover_the_truth_when_the_records_of_a_federation_are_correlated()
    {
        var coverage = Coverage.Of(new(Federations: 8, RecordsPerSide: 40, Shift: 0.4, Spread: 0.3), evaluations: 300);
        Assert.Multiple(() =>
        {
            Assert.That(coverage.Auc, Is.InRange(0.91, 0.99));
            Assert.That(coverage.Advantage, Is.InRange(0.90, 0.99));
            Assert.That(coverage.TprAtTenPercent, Is.InRange(0.91, 0.99));
        });
    }

    [Test]
    public void Intervals_cover_chance_when_there_is_no_leak()
    {
        var coverage = Coverage.Of(new(Federations: 8, RecordsPerSide: 40, Shift: 0, Spread: 0), evaluations: 300);
        Assert.Multiple(() =>
        {
            Assert.That(coverage.Auc, Is.InRange(0.92, 0.99));
            Assert.That(coverage.Advantage, Is.InRange(0.91, 0.99));
        });
    }

    // The bootstrap alone covers 92 to 94% here.
    [Test]
    [Category("Slow")]
    [TestCase(6, 0.3)]
    [TestCase(10, 0.3)]
    public void Intervals_of_the_advantage_cover_within_two_percent_with_few_small_federations(int federations, double spread)
    {
        var coverage = Coverage.Of(new(federations, RecordsPerSide: 40, Shift: 0.4, spread), evaluations: 1000);
        TestContext.Out.WriteLine(coverage);
        Assert.That(coverage.Advantage, Is.EqualTo(0.95).Within(0.02));
    }

    [Test]
    [Category("Slow")]
    [TestCase(10, 0.4)]
    [TestCase(16, 0.2)]
    [TestCase(16, 0.0)]
    [TestCase(32, 0.2)]
    public void Intervals_meant_to_cover_95_percent_cover_within_two_percent_of_that(int federations, double spread)
    {
        var coverage = Coverage.Of(new(federations, RecordsPerSide: 100, Shift: 0.4, spread), evaluations: 1000);
        TestContext.Out.WriteLine(coverage);
        Assert.Multiple(() =>
        {
            Assert.That(coverage.Auc, Is.EqualTo(0.95).Within(0.02));
            Assert.That(coverage.Advantage, Is.EqualTo(0.95).Within(0.02));
            Assert.That(coverage.TprAtTenPercent, Is.EqualTo(0.95).Within(0.02));
            Assert.That(coverage.TprAtOnePercent, Is.EqualTo(0.95).Within(0.02));
        });
    }
}
