using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>Carries messages inside one process. Safe for several threads.</summary>
public sealed class MemoryTransport : ITransport
{
    private readonly Lock gate = new();
    private readonly Dictionary<(Party Sender, Party Receiver), Queue<Message>> queues = [];
    private readonly Dictionary<Party, Traffic> traffic = [];

    /// <inheritdoc/>
    public void Send(Party sender, Party receiver, Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        lock (gate)
        {
            ref Queue<Message>? queue = ref CollectionsMarshal.GetValueRefOrAddDefault(queues, (sender, receiver), out _);
            (queue ??= new()).Enqueue(message);
            traffic[sender] = traffic.GetValueOrDefault(sender).Sent(message.Length);
        }
    }

    /// <inheritdoc/>
    public Message? Receive(Party sender, Party receiver)
    {
        lock (gate)
        {
            if (!queues.TryGetValue((sender, receiver), out Queue<Message>? queue) || !queue.TryDequeue(out Message? message))
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
