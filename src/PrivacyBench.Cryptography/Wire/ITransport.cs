namespace PrivacyBench.Cryptography.Wire;

/// <summary>The only way between parties: bytes, which it counts.</summary>
public interface ITransport
{
    /// <summary>Sends the bytes of one message.</summary>
    void Send(Party sender, Party receiver, byte[] message);

    /// <summary>The next message for a party, in the order of sending.</summary>
    /// <exception cref="ProtocolException">None has arrived.</exception>
    byte[] Receive(Party receiver, Party sender, int step);

    /// <summary>What a party has sent and received so far.</summary>
    Traffic Of(Party party);
}

/// <summary>What a party sent and received.</summary>
/// <param name="BytesOut">Bytes sent, headers included.</param>
/// <param name="BytesIn">Bytes received, headers included.</param>
/// <param name="MessagesOut">Messages sent.</param>
/// <param name="MessagesIn">Messages received.</param>
public readonly record struct Traffic(long BytesOut, long BytesIn, long MessagesOut, long MessagesIn)
{
    /// <summary>Both together.</summary>
    public static Traffic operator +(Traffic one, Traffic other) => new(
        one.BytesOut + other.BytesOut, one.BytesIn + other.BytesIn, one.MessagesOut + other.MessagesOut, one.MessagesIn + other.MessagesIn);

    /// <inheritdoc cref="op_Addition"/>
    public static Traffic Add(Traffic one, Traffic other) => one + other;
}

/// <summary>A transport within one process.</summary>
public sealed class MemoryTransport : ITransport
{
    private readonly Dictionary<(Party Receiver, Party Sender), Queue<byte[]>> waiting = [];
    private readonly Dictionary<Party, Traffic> traffic = [];

    /// <inheritdoc/>
    public void Send(Party sender, Party receiver, byte[] message)
    {
        if (!waiting.TryGetValue((receiver, sender), out var queue))
        {
            waiting[(receiver, sender)] = queue = new();
        }

        queue.Enqueue(message);
        traffic[sender] = Of(sender) + new Traffic(message.Length, 0, 1, 0);
    }

    /// <inheritdoc/>
    public byte[] Receive(Party receiver, Party sender, int step)
    {
        if (!waiting.TryGetValue((receiver, sender), out var queue) || !queue.TryDequeue(out var message))
        {
            throw new ProtocolException(sender, step, FormattableString.Invariant($"no message for {receiver}"));
        }

        traffic[receiver] = Of(receiver) + new Traffic(0, message.Length, 0, 1);
        return message;
    }

    /// <inheritdoc/>
    public Traffic Of(Party party) => traffic.GetValueOrDefault(party);
}
