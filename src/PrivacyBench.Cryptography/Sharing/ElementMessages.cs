using System.Runtime.InteropServices;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>Messages of elements of <see cref="Field"/>: 8 bytes each, little-endian, below p.</summary>
internal static class ElementMessages
{
    public static void SendElements(this Endpoint wire, ProtocolStep step, Party receiver, ReadOnlySpan<ulong> elements) =>
        wire.Send(step, receiver, MemoryMarshal.AsBytes(elements));

    /// <summary>The elements of the message that must have come.</summary>
    /// <exception cref="ProtocolException">It has not come, it was altered, or one of its words is no element.</exception>
    public static ReadOnlySpan<ulong> ReceiveElements(this Endpoint wire, ProtocolStep step, Party sender, int count) =>
        Elements(wire, step, sender, wire.Receive(step, sender, sizeof(ulong) * count));

    /// <summary>Reads a payload that has come from a sender.</summary>
    /// <exception cref="ProtocolException">One of its words is no element.</exception>
    public static ReadOnlySpan<ulong> Elements(this Endpoint wire, ProtocolStep step, Party sender, Memory<byte> payload)
    {
        ReadOnlySpan<ulong> elements = MemoryMarshal.Cast<byte, ulong>(payload.Span);
        return elements.ContainsAnyExceptInRange(0UL, Field.Prime - 1)
            ? throw wire.Stop(step, $"{sender} sent a word that is not below 2^61 - 1")
            : elements;
    }
}
