using System.Security.Cryptography;
using CsCheck;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Wire;

internal sealed class EndpointTests
{
    private static readonly ProtocolStep First = new(0, "first", OfClients: true);
    private static readonly ProtocolStep Second = new(1, "second");
    private static readonly Party Alice = Party.Client(0);
    private static readonly Party Server = Party.Server(0);

    [Test]
    public void A_message_arrives_as_it_was_sent_and_is_counted()
    {
        var transport = new MemoryTransport();
        using var pair = new Pair(transport);
        pair.Alice.Send(First, Server, [1, 2, 3]);

        Assert.That(pair.Server.Receive(First, Alice, 3).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(transport.TrafficOf(Alice), Is.EqualTo(new Traffic(3 + Endpoint.Overhead, 0, 1, 0)));
        Assert.That(transport.TrafficOf(Server), Is.EqualTo(new Traffic(0, 3 + Endpoint.Overhead, 0, 1)));
    }

    [Test]
    public void Every_altered_bit_and_every_truncation_is_refused()
    {
        byte[] message = Sealed(round: 0);
        for (int at = 0; at < message.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] altered = [.. message];
                altered[at] ^= (byte)(1 << bit);
                Refuses(altered, $"byte {at}, bit {bit}");
            }

            Refuses(message[..at], $"length {at}");
        }
    }

    [Test]
    public void Random_bytes_are_refused_without_another_exception() =>
        Gen.Byte.Array[0, 100].Sample(bytes => Refuses(bytes, "random bytes"));

    [Test]
    public void A_message_of_another_round_or_step_is_refused_by_name()
    {
        Refuses(Sealed(round: 1), "round");
        using var pair = new Pair(new MemoryTransport());
        pair.Alice.Send(First, Server, [1, 2, 3]);

        Assert.That(
            () => pair.Server.Receive(Second, Alice, 3),
            Throws.TypeOf<ProtocolException>().With.Message.StartsWith("server 0, step 'second'"));
    }

    [Test]
    public void Messages_in_another_order_are_refused()
    {
        var transport = new MemoryTransport();
        using var pair = new Pair(transport);
        pair.Alice.Send(First, Server, [1]);
        pair.Alice.Send(Second, Server, [2]);
        Message earlier = transport.Receive(Alice, Server)!;
        transport.Send(Alice, Server, earlier);

        Assert.That(() => pair.Server.Receive(First, Alice, 1), Throws.TypeOf<ProtocolException>().With.Message.Contains("protocol and step"));
    }

    [Test]
    public void A_message_that_comes_twice_is_refused()
    {
        byte[] message = Sealed(round: 0);
        var transport = new MemoryTransport();
        using var pair = new Pair(transport);
        transport.Send(Alice, Server, Message.Of(message));
        transport.Send(Alice, Server, Message.Of(message));
        pair.Server.Receive(First, Alice, 3);

        Assert.That(() => pair.Server.Receive(First, Alice, 3), Throws.TypeOf<ProtocolException>().With.Message.Contains("again"));
    }

    [Test]
    public void A_message_is_not_readable_on_the_way_and_not_by_another_party()
    {
        var transport = new MemoryTransport();
        using var pair = new Pair(transport);
        byte[] text = [.. "an update that nobody else may read"u8];
        pair.Alice.Send(First, Server, text);
        Message message = transport.Receive(Alice, Server)!;

        Assert.That(message.Bytes.Span.IndexOf(text), Is.EqualTo(-1));
        transport.Send(Alice, Server, message);
        using var stranger = new Endpoint(Server, transport, 9, 0, Pair.Key(3), Pair.Directory);
        Assert.That(() => stranger.Receive(First, Alice, text.Length), Throws.TypeOf<ProtocolException>().With.Message.Contains("tag"));
    }

    [Test]
    public void A_message_that_has_not_come_is_named()
    {
        using var pair = new Pair(new MemoryTransport());

        Assert.That(() => pair.Server.Receive(First, Alice, 3), Throws.TypeOf<ProtocolException>().With.Message.Contains("no message came from client 0"));
    }

    [Test]
    public void A_public_key_off_the_curve_is_named_with_its_owner()
    {
        var directory = new Dictionary<Party, byte[]> { [Server] = new byte[AgreementKey.PublicBytes] };
        using var alice = new Endpoint(Alice, new MemoryTransport(), 9, 0, Pair.Key(1), directory);

        Assert.That(
            () => alice.Send(First, Server, [1]),
            Throws.TypeOf<ProtocolException>().With.Message.EqualTo("client 0, step 'first': the public key of server 0 is no point of the curve P-256"));
    }

    [Test]
    public void A_key_agreement_gives_the_secret_of_the_standard()
    {
        // NIST CAVP, ECC CDH primitive, P-256, count 0: dIUT, QCAVS and ZIUT.
        using var key = new AgreementKey(Convert.FromHexString("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534"));
        byte[] peer = Convert.FromHexString(
            "700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287" + "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac");
        byte[] secret = Convert.FromHexString("46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b");

        // HKDF-Extract without salt is HMAC-SHA-256 under a key of zeros (RFC 5869, section 2.2).
        Assert.That(key.Agree(peer), Is.EqualTo(HMACSHA256.HashData(new byte[32], secret)));
    }

    [Test]
    public void A_message_opens_with_a_key_worked_out_by_hand()
    {
        byte[] message = Sealed(round: 5);
        // Scalars 1 and 2 agree on the x of 2G: SEC 2 and any table of multiples of the base point of P-256.
        byte[] agreed = Convert.FromHexString("7cf27b188d034f7e8a52380304b51ac3c08969e277f21b35a60b48fc47669978");
        byte[] extracted = HMACSHA256.HashData(new byte[32], agreed);
        // Protocol 9, round 5, sender 0, receiver −1; HKDF-Expand of one block (RFC 5869, section 2.3).
        byte[] info = [9, 5, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 1];
        byte[] key = HMACSHA256.HashData(extracted, info);
        var payload = new byte[3];
        using var cipher = new AesGcm(key, 16);
        cipher.Decrypt(new byte[12], message[24..27], message[27..], payload, message[..24]);

        Assert.That(payload, Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    private static byte[] Sealed(int round)
    {
        var transport = new MemoryTransport();
        using var pair = new Pair(transport, round);
        pair.Alice.Send(First, Server, [1, 2, 3]);
        return transport.Receive(Alice, Server)!.Bytes.ToArray();
    }

    private static void Refuses(byte[] message, string what)
    {
        var transport = new MemoryTransport();
        using var pair = new Pair(transport);
        transport.Send(Alice, Server, Message.Of(message));
        Assert.That(() => pair.Server.Receive(First, Alice, 3), Throws.TypeOf<ProtocolException>(), what);
    }

    /// <summary>Two parties with the same keys in every test.</summary>
    private sealed class Pair(MemoryTransport transport, int round = 0) : IDisposable
    {
        public static readonly Dictionary<Party, byte[]> Directory =
            new() { [EndpointTests.Alice] = Key(1).Public, [EndpointTests.Server] = Key(2).Public };

        public Endpoint Alice { get; } = new(EndpointTests.Alice, transport, 9, round, Key(1), Directory);

        public Endpoint Server { get; } = new(EndpointTests.Server, transport, 9, round, Key(2), Directory);

        public static AgreementKey Key(byte scalar) => new([.. new byte[31], scalar]);

        public void Dispose()
        {
            Alice.Dispose();
            Server.Dispose();
        }
    }
}
