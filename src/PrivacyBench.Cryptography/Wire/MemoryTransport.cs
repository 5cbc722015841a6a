using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>Carries messages inside one process. Safe for several threads.</summary>
public sealed class MemoryTransport : ITransport
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Party Sender, Party Receiver), Queue<byte[]>> queues = [];
    private readonly Dictionary<Party, Traffic> traffic = [];

    /// <inheritdoc/>
    public void Send(Party sender, Party receiver, byte[] message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (gate)
        {
            ref Queue<byte[]>? queue = ref CollectionsMarshal.GetValueRefOrAddDefault(queues, (sender, receiver), out _);
            (queue ??= new()).Enqueue(message);
            traffic[sender] = traffic.GetValueOrDefault(sender).Sent(message.Length);
        }
    }

    /// <inheritdoc/>
    public byte[]? Receive(Party sender, Party receiver)
    {
        lock (gate)
        {
            if (!queues.TryGetValue((sender, receiver), out Queue<byte[]>? queue) || !queue.TryDequeue(out byte[]? message))
                return null;
            traffic[receiver] = traffic.GetValueOrDefault(receiver).Taken(message.Length);
            return message;
        }
    }

    /// <inheritdoc/>
    public Traffic TrafficOf(Party party)
    {
        lock (gate)
            return traffic.GetValueOrDefault(party);
    }
}
