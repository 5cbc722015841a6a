using System.Collections.Concurrent;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Tests.Cryptography.Sharing;

namespace PrivacyBench.Tests.Cryptography;

internal sealed class ReproducibleKeysTests
{
    [TestCase("plain")]
    [TestCase("additive-shares")]
    [TestCase("shamir-shares")]
    [TestCase("verified-shares")]
    [TestCase("secure-aggregation")]
    [TestCase("bfv")]
    [TestCase("threshold-bfv")]
    public void One_seed_gives_the_same_bytes_of_every_message_for_any_number_of_workers(string name)
    {
        using var one = new ReproducibleKeys(1);
        using var again = new ReproducibleKeys(1);
        using var other = new ReproducibleKeys(2);
        string[] messages = Messages(name, one, workers: 1);

        Assert.That(Messages(name, again, workers: 2), Is.EqualTo(messages));
        Assert.That(Messages(name, other, workers: 1), Is.Not.EqualTo(messages));
        Assert.That(Messages(name, new SystemKeys(), workers: 1), Is.Not.EqualTo(messages));
    }

    [Test]
    public void Parties_draw_from_sources_of_their_own()
    {
        using var keys = new ReproducibleKeys(1);
        byte[] first = Drawn(0), other = Drawn(1), server = Drawn(-1);

        Assert.That(new[] { other, server }, Has.None.EqualTo(first));
        Assert.That(Drawn(0), Is.EqualTo(first), "whatever others have drawn");

        byte[] Drawn(int party)
        {
            var bytes = new byte[32];
            keys.Of(new Party(party)).Fill(bytes);
            return bytes;
        }
    }

    private static string[] Messages(string name, IKeySource keys, int workers)
    {
        var recording = new Recording();
        IAggregationProtocol protocol = AggregationProtocols.All[name]();
        using var ending = protocol as IDisposable;
        protocol.Sum(new()
        {
            Inputs = AdditiveSharesTests.Ranged(4, 20, 20, false, 4).Select(v => Array.ConvertAll(v, x => x >> 4)).ToArray(),
            ModulusBits = 20,
            Keys = keys,
            Transport = recording,
            Workers = workers,
        });
        return [.. recording.Sent.Order(StringComparer.Ordinal)];
    }

    private sealed class Recording : ITransport
    {
        private readonly MemoryTransport inner = new();

        public ConcurrentBag<string> Sent { get; } = [];

        public void Send(Party sender, Party receiver, Message message)
        {
            Sent.Add(Convert.ToHexString(message.Bytes.Span));
            inner.Send(sender, receiver, message);
        }

        public Message? Receive(Party sender, Party receiver) => inner.Receive(sender, receiver);

        public Traffic TrafficOf(Party party) => inner.TrafficOf(party);
    }
}
