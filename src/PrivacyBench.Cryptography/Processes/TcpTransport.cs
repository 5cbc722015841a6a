using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>
/// One party's connections to the others, on the loopback interface. Clients connect to every server, a server to those before it.
/// A connection begins with the run's token and the number of who connects; then come messages in <see cref="Frames"/>. It counts
/// the bytes of messages as <see cref="MemoryTransport"/> does, without the lengths before them.
/// </summary>
internal sealed class TcpTransport : ITransport, IDisposable
{
    private const int PatienceMilliseconds = 120_000;
    private readonly Party self;
    private readonly ConcurrentDictionary<Party, NetworkStream> peers = [];
    private Traffic traffic;

    private TcpTransport(Party self) => this.self = self;

    /// <summary>Connects a party with all that it may talk to.</summary>
    /// <param name="self">The party.</param>
    /// <param name="ports">The ports of the servers.</param>
    /// <param name="listener">Where this party listens, if it is a server.</param>
    /// <param name="clients">How many clients there are.</param>
    /// <param name="token">The secret that tells the parties of a run from others on the machine.</param>
    public static TcpTransport Connect(Party self, IReadOnlyDictionary<Party, int> ports, TcpListener? listener, int clients, byte[] token)
    {
        var transport = new TcpTransport(self);
        foreach ((Party server, int port) in ports.Where(entry => self.IsClient || entry.Key.ServerIndex < self.ServerIndex))
            transport.peers[server] = transport.Dial(port, token);
        int expected = listener is null ? 0 : clients + ports.Count - 1 - self.ServerIndex;
        while (expected > 0)
            if (Accept(listener!, token) is var (caller, stream) && transport.peers.TryAdd(caller, stream))
                expected--;
        return transport;
    }

    /// <summary>A stream to a port of this machine that waits for so long and no longer.</summary>
    public static NetworkStream Open(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        return Patient(socket);
    }

    /// <summary>The stream of a socket, with the time limit that all of them have.</summary>
    public static NetworkStream Patient(Socket socket)
    {
        socket.NoDelay = true;
        return new NetworkStream(socket, ownsSocket: true) { ReadTimeout = PatienceMilliseconds, WriteTimeout = PatienceMilliseconds };
    }

    /// <inheritdoc/>
    public void Send(Party sender, Party receiver, Message message)
    {
        traffic = traffic.Sent(message.Length);
        using Message sent = message;
        try
        {
            Frames.Write(peers[receiver], sent.Bytes.Span);
        }
        catch (IOException)
        {
            // The receiver is gone. It is for who waits for its answer to notice.
        }
    }

    /// <inheritdoc/>
    public Message? Receive(Party sender, Party receiver)
    {
        Message? message = peers.TryGetValue(sender, out NetworkStream? stream) ? Frames.ReadMessage(stream) : null;
        if (message is not null)
            traffic = traffic.Taken(message.Length);
        return message;
    }

    /// <inheritdoc/>
    public Traffic TrafficOf(Party party) => party == self ? traffic : default;

    /// <summary>Closes all connections: to the others this party has fallen silent.</summary>
    public void Dispose()
    {
        foreach (NetworkStream stream in peers.Values)
            stream.Dispose();
    }

    private NetworkStream Dial(int port, byte[] token)
    {
        NetworkStream stream = Open(port);
        Frames.Write(stream, [.. token, .. BitConverter.GetBytes(self.Number)]);
        return stream;
    }

    private static (Party Caller, NetworkStream Stream)? Accept(TcpListener listener, byte[] token)
    {
        NetworkStream stream = Patient(listener.AcceptSocket());
        if (Frames.Read(stream, most: 64) is { } hello && hello.Length == token.Length + 4 && hello.AsSpan(0, token.Length).SequenceEqual(token))
            return (new Party(BitConverter.ToInt32(hello, token.Length)), stream);
        stream.Dispose();
        return null;
    }
}
