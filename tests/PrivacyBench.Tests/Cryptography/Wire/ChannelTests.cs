using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Wire;

internal sealed class ChannelTests
{
    private static readonly ProtocolStep First = new(0, "first");
    private static readonly ProtocolStep Second = new(1, "second");
    private static readonly Party Alice = Party.Client(0);
    private static readonly Party Server = Party.Server(0);

    [Test]
    public void A_message_arrives_as_it_was_sent_and_is_counted()
    {
        var transport = new MemoryTransport();
        using Channel channel = Open(transport);
        channel.Send(First, Alice, Server, [1, 2, 3]);

        Assert.That(channel.Receive(First, Alice, Server, 3), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(transport.TrafficOf(Alice), Is.EqualTo(new Traffic(3 + Channel.Overhead, 0, 1, 0)));
        Assert.That(transport.TrafficOf(Server), Is.EqualTo(new Traffic(0, 3 + Channel.Overhead, 0, 1)));
    }

    [Test]
    public void Every_altered_bit_and_every_truncation_is_refused()
    {
        byte[] message = Sealed(round: 0);
        for (int at = 0; at < message.Length; at++)
        {
            byte[] altered = [.. message];
            altered[at] ^= 0x10;
            Refuses(altered, $"byte {at}");
            Refuses(message[..at], $"length {at}");
        }
    }

    [Test]
    public void A_message_of_another_round_or_step_is_refused_by_name()
    {
        Refuses(Sealed(round: 1), "round");
        var transport = new MemoryTransport();
        using Channel channel = Open(transport);
        channel.Send(First, Alice, Server, [1, 2, 3]);

        Assert.That(
            () => channel.Receive(Second, Alice, Server, 3),
            Throws.TypeOf<ProtocolException>().With.Message.StartsWith("server 0, step 'second'"));
    }

    [Test]
    public void A_message_that_comes_twice_is_refused()
    {
        byte[] message = Sealed(round: 0);
        var transport = new MemoryTransport();
        using Channel channel = Open(transport);
        transport.Send(Alice, Server, message);
        transport.Send(Alice, Server, message);
        channel.Receive(First, Alice, Server, 3);

        Assert.That(() => channel.Receive(First, Alice, Server, 3), Throws.TypeOf<ProtocolException>().With.Message.Contains("again"));
    }

    [Test]
    public void A_message_that_has_not_come_is_named()
    {
        using Channel channel = Open(new MemoryTransport());

        Assert.That(() => channel.Receive(First, Alice, Server, 3), Throws.TypeOf<ProtocolException>().With.Message.Contains("no message came from client 0"));
    }

    private static byte[] Sealed(int round)
    {
        var transport = new MemoryTransport();
        using var channel = new Channel(transport, 9, round, new byte[32]);
        channel.Send(First, Alice, Server, [1, 2, 3]);
        return transport.Receive(Alice, Server)!;
    }

    private static void Refuses(byte[] message, string what)
    {
        var transport = new MemoryTransport();
        using Channel channel = Open(transport);
        transport.Send(Alice, Server, message);
        Assert.That(() => channel.Receive(First, Alice, Server, 3), Throws.TypeOf<ProtocolException>(), what);
    }

    private static Channel Open(MemoryTransport transport) => new(transport, 9, 0, new byte[32]);
}
