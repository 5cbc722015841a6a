using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>Carries messages inside one process. Not safe for several threads.</summary>
public sealed class MemoryTransport : ITransport
{
    private readonly Dictionary<(Party Sender, Party Receiver), Queue<byte[]>> queues = [];
    private readonly Dictionary<Party, Traffic> traffic = [];

    /// <inheritdoc/>
    public void Send(Party sender, Party receiver, byte[] message)
    {
        ArgumentNullException.ThrowIfNull(message);
        ref Queue<byte[]>? queue = ref CollectionsMarshal.GetValueRefOrAddDefault(queues, (sender, receiver), out _);
        (queue ??= new()).Enqueue(message);
        Traffic old = TrafficOf(sender);
        traffic[sender] = old with { BytesOut = old.BytesOut + message.Length, MessagesOut = old.MessagesOut + 1 };
    }

    /// <inheritdoc/>
    public byte[]? Receive(Party sender, Party receiver)
    {
        if (!queues.TryGetValue((sender, receiver), out Queue<byte[]>? queue) || !queue.TryDequeue(out byte[]? message))
            return null;
        Traffic old = TrafficOf(receiver);
        traffic[receiver] = old with { BytesIn = old.BytesIn + message.Length, MessagesIn = old.MessagesIn + 1 };
        return message;
    }

    /// <inheritdoc/>
    public Traffic TrafficOf(Party party) => traffic.GetValueOrDefault(party);
}
