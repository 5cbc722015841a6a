using PrivacyBench.Cryptography.Costs;

namespace PrivacyBench.Tests.Cryptography.Costs;

internal sealed class NetworkModelTests
{
    private const double Megabyte = 1e6;

    [Test]
    public void A_worked_example()
    {
        // 10 Mbit/s up, 50 down, 80 ms: computing 1 s; 1.25 MB up take 1 s; 6.25 MB down take 1 s; two exchanges and a handshake of four
        // latencies wait 6 · 0.08 s. The server's own 12.5 MB take 0.1 s of its 1 Gbit/s meanwhile.
        var load = new RoundLoad(1, 2, 1.25 * Megabyte, 6.25 * Megabyte, 12.5 * Megabyte, 12.5 * Megabyte);

        Assert.That(NetworkModel.Mobile.RoundSeconds(load), Is.EqualTo(1 + 1 + 1 + (6 * 0.08)).Within(1e-12));
    }

    [Test]
    public void Many_clients_wait_for_the_servers_link()
    {
        // A client's 4 MB take 0.032 s of its gigabit, the 4 GB of a thousand 32 s of the server's.
        var load = new RoundLoad(0, 0, 4 * Megabyte, 0, 4000 * Megabyte, 0);

        Assert.That(NetworkModel.Lan.RoundSeconds(load), Is.EqualTo(32 + (4 * 0.0005)).Within(1e-9));
    }
}
