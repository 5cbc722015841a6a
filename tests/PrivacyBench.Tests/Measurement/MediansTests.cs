using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class MediansTests
{
    // Ranks of the interval at 95%, e.g. Conover 1999, "Practical Nonparametric Statistics", section 3.2: of 10 values the 2nd and the 9th, of
    // 20 the 6th and the 15th; of 5 and fewer no rank reaches it.
    [TestCase(5, 1, 5)]
    [TestCase(10, 2, 9)]
    [TestCase(20, 6, 15)]
    public void The_interval_is_that_of_the_order_statistics(int count, int low, int high) =>
        Assert.That(
            Medians.Over(Enumerable.Range(1, count).Reverse().Select(i => (double)i), 0.95), Is.EqualTo(new Rate((count + 1) / 2.0, low, high)));

    [Test]
    public void One_slow_round_does_not_move_it() =>
        Assert.That(Medians.Over([2, 2, 2, 2, 2, 2, 2, 2, 2, 900], 0.95), Is.EqualTo(new Rate(2, 2, 2)));
}
