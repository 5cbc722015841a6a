using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class MediansTests
{
    [Test]
    public void One_slow_round_does_not_move_it() =>
        Assert.That(Medians.Over(Enumerable.Repeat(2.0, 40).Append(900).Concat(Enumerable.Repeat(2.0, 40)), 0.95), Is.EqualTo(new Rate(2, 2, 2)));

    [Test]
    public void A_machine_that_slows_down_widens_the_interval()
    {
        // Six blocks of ten, the last of them twice as slow: as if 60 independent values had agreed on 1, but they are of one hour.
        double[] drifting = [.. Enumerable.Repeat(1.0, 50), .. Enumerable.Repeat(2.0, 10)];

        Assert.That(Medians.Over(drifting, 0.95), Is.EqualTo(new Rate(1, 1, 2)));
    }

    [Test]
    public void Few_values_reach_from_the_least_to_the_largest() =>
        Assert.That(Medians.Over([3, 1, 2], 0.95), Is.EqualTo(new Rate(2, 1, 3)));

    [TestCase(0.95)]
    [TestCase(0.9)]
    public void It_covers_the_median_as_often_as_it_promises(double confidence)
    {
        var random = new RandomStream(11);
        const int Times = 2000;
        var covered = Enumerable.Range(0, Times)
            .Count(_ => Medians.Over(Enumerable.Range(0, 61).Select(_ => Math.Exp((random.NextUInt64() >> 11) * Math.ScaleB(1, -53))), confidence).Covers(Math.Exp(0.5)));

        Assert.That((double)covered / Times, Is.GreaterThan(confidence));
    }
}
