namespace PrivacyBench.Cryptography.Wire;

/// <summary>Carries bytes between parties, in order for each pair, and counts them.</summary>
public interface ITransport
{
    /// <summary>Sends one message, which belongs to the transport from now on.</summary>
    void Send(Party sender, Party receiver, Message message);

    /// <summary>Takes the next message of a sender, for the receiver to dispose of, or null if none will come: the sender has fallen silent.</summary>
    Message? Receive(Party sender, Party receiver);

    /// <summary>What a party sent and took so far.</summary>
    Traffic TrafficOf(Party party);
}

/// <summary>Bytes and messages that one party exchanged.</summary>
/// <param name="BytesOut">Bytes sent.</param>
/// <param name="BytesIn">Bytes taken.</param>
/// <param name="MessagesOut">Messages sent.</param>
/// <param name="MessagesIn">Messages taken.</param>
public readonly record struct Traffic(long BytesOut, long BytesIn, int MessagesOut, int MessagesIn)
{
    internal Traffic Sent(int bytes) => this with { BytesOut = BytesOut + bytes, MessagesOut = MessagesOut + 1 };

    internal Traffic Less(Traffic earlier) =>
        new(BytesOut - earlier.BytesOut, BytesIn - earlier.BytesIn, MessagesOut - earlier.MessagesOut, MessagesIn - earlier.MessagesIn);

    internal Traffic Taken(int bytes) => this with { BytesIn = BytesIn + bytes, MessagesIn = MessagesIn + 1 };
}
