using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Tests.Cryptography.Costs;

internal sealed class CpuTimeTests
{
    [Test]
    public void A_thread_that_waits_spends_nothing()
    {
        var waited = TimeSpan.FromMilliseconds(40);

        Assert.That(CpuTime.Of(() => Thread.Sleep(waited)), Is.LessThan(waited.TotalSeconds / 2));
    }

    [Test]
    public void What_another_thread_does_meanwhile_is_not_counted()
    {
        double others = 0, own = CpuTime.Of(() =>
        {
            var other = new Thread(() => others = CpuTime.Of(() => Spin(0.02)));
            other.Start();
            other.Join();
        });

        Assert.That(own, Is.LessThan(others));
        Assert.That(others, Is.GreaterThanOrEqualTo(0.02));
    }

    private static void Spin(double seconds)
    {
        double end = CpuTime.OfThread() + seconds;
        while (CpuTime.OfThread() < end)
            Thread.SpinWait(100);
    }
}
