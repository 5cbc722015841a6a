using System.Net;
using System.Net.Sockets;
using PrivacyBench.Cryptography.Processes;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Tests.Cryptography.Processes;

/// <summary>A server over TCP whose client sends what it should not.</summary>
internal sealed class TcpTransportTests
{
    private static readonly ProtocolStep First = new(0, "first", OfClients: true);
    private static readonly ProtocolStep Second = new(1, "second", OfClients: true);
    private static readonly Party Alice = Party.Client(0);
    private static readonly Party Server = Party.Server(0);
    private static readonly byte[] Token = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly Dictionary<Party, byte[]> Directory = new() { [Alice] = Key(1).Public, [Server] = Key(2).Public };
    private static readonly byte[] One = Sealed(First, [1, 2, 3]);
    private static readonly byte[] Two = Sealed(Second, [4, 5, 6]);

    private static readonly TestCaseData[] Wrong =
    [
        Case("altered", [Framed([.. One[..30], (byte)(One[30] ^ 1), .. One[31..]])], "server 0, step 'first': a message that client 0 did not send so"),
        Case("truncated", [Framed(One[..^1])], "server 0, step 'first': the message announces 3 bytes and carries 2"),
        Case("cut off", [Framed(One)[..20]], "server 0, step 'first': no message came from client 0"),
        Case("reordered", [Framed(Two), Framed(One)], "server 0, step 'first': version, protocol and step are"),
        Case("replayed", [Framed(One), Framed(One)], "server 0, step 'second': version, protocol and step are"),
        Case("endless", [[0xFF, 0xFF, 0xFF, 0x7F]], "server 0, step 'first': A frame announces 2147483647 bytes"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void It_is_an_error_that_names_the_party_and_the_step(byte[][] sent, string message) =>
        Assert.That(() => Received(sent), Throws.TypeOf<ProtocolException>().With.Message.StartsWith(message));

    [Test]
    public void What_it_should_send_arrives() => Assert.That(Received([Framed(One), Framed(Two)]), Is.EqualTo(new byte[] { 1, 2, 3, 4, 5, 6 }));

    private static byte[] Received(byte[][] sent)
    {
        using TcpListener listener = PartyProcess.Listen();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using NetworkStream stranger = TcpTransport.Open(port), client = TcpTransport.Open(port);
        // Who does not know the token is not let in.
        Frames.Write(stranger, [.. new byte[32], 0, 0, 0, 0]);
        Frames.Write(client, [.. Token, 0, 0, 0, 0]);
        foreach (byte[] bytes in sent)
            client.Write(bytes);
        client.Socket.Shutdown(SocketShutdown.Send);
        using TcpTransport transport = TcpTransport.Connect(Server, new Dictionary<Party, int> { [Server] = port }, listener, clients: 1, Token);
        using var server = new Endpoint(Server, transport, 9, 0, Key(2), Directory);
        return [.. server.Receive(First, Alice, 3).ToArray(), .. server.Receive(Second, Alice, 3).ToArray()];
    }

    private static byte[] Framed(byte[] message) => [.. BitConverter.GetBytes(message.Length), .. message];

    private static byte[] Sealed(ProtocolStep step, byte[] payload)
    {
        var transport = new MemoryTransport();
        using var alice = new Endpoint(Alice, transport, 9, 0, Key(1), Directory);
        alice.Send(step, Server, payload);
        return transport.Receive(Alice, Server)!.Bytes.ToArray();
    }

    private static AgreementKey Key(byte scalar) => new([.. new byte[31], scalar]);

    private static TestCaseData Case(string name, byte[][] sent, string message) => new TestCaseData(sent, message).SetArgDisplayNames(name);
}
