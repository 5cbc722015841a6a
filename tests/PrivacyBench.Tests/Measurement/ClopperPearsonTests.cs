using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ClopperPearsonTests
{
    // At 0 of n and n of n the ends follow from (1 − p)^n = 0.025; at 1 of 2 from 1 − (1 − p)² = 0.025 and its mirror.
    [TestCase(0, 20, 0.0, 0.168433)]
    [TestCase(20, 20, 0.831567, 1.0)]
    [TestCase(1, 2, 0.012579, 0.987421)]
    public void An_interval_has_the_ends_that_follow_by_hand(long hits, long trials, double low, double high)
    {
        var rate = ClopperPearson.Rate(hits, trials, 0.95);
        Assert.Multiple(() =>
        {
            Assert.That(rate.Value, Is.EqualTo((double)hits / trials));
            Assert.That(rate.Low, Is.EqualTo(low).Within(1e-6));
            Assert.That(rate.High, Is.EqualTo(high).Within(1e-6));
        });
    }

    [Test]
    public void Only_an_interval_without_width_is_replaced()
    {
        Assert.That(ClopperPearson.WhereUnanimous(new(0.5, 0.4, 0.6), 2, 0.95), Is.EqualTo(new Rate(0.5, 0.4, 0.6)));
        Assert.That(ClopperPearson.WhereUnanimous(new(0.5, 0.5, 0.5), 2, 0.95), Is.EqualTo(ClopperPearson.Rate(1, 2, 0.95)));
    }
}
