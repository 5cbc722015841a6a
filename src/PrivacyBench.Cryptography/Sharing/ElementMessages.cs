using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>Messages of elements of <see cref="Field"/>: packed, 61 bits each, below p.</summary>
internal static class ElementMessages
{
    /// <summary>Bytes of so many elements.</summary>
    public static int Bytes(int count) => PackedVector.Bytes(count, Field.Bits);

    public static void SendElements(this Endpoint wire, ProtocolStep step, Party receiver, ReadOnlySpan<ulong> elements)
    {
        Message message = Endpoint.Draft(Bytes(elements.Length));
        PackedVector.Pack(elements, Endpoint.Payload(message).Span, Field.Bits);
        wire.SendDraft(step, receiver, message);
    }

    /// <summary>The elements of the message that must have come.</summary>
    /// <exception cref="ProtocolException">It has not come, it was altered, or one of its words is no element.</exception>
    public static ulong[] ReceiveElements(this Endpoint wire, ProtocolStep step, Party sender, int count) =>
        Elements(wire, step, sender, wire.Receive(step, sender, Bytes(count)), count);

    /// <summary>Reads a payload that has come from a sender.</summary>
    /// <exception cref="ProtocolException">One of its words is no element.</exception>
    public static ulong[] Elements(this Endpoint wire, ProtocolStep step, Party sender, Memory<byte> payload, int count)
    {
        ulong[] elements = PackedVector.Unpack(payload.Span, count, Field.Bits);
        return elements.Contains(Field.Prime)
            ? throw wire.Stop(step, $"{sender} sent a word that is not below 2^61 - 1")
            : elements;
    }
}
