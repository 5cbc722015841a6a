using System.Buffers.Binary;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>What every message says before its payload: 20 bytes, numbers little-endian.</summary>
/// <remarks>
/// Bytes 0-1 "PB", 2 version, 3 protocol, 4 step, 5 sender's kind, 6-7 sender's number, 8 receiver's kind, 9 zero, 10-11
/// receiver's number, 12-15 round, 16-19 length of the payload in bytes.
/// </remarks>
/// <param name="Protocol">The protocol's number.</param>
/// <param name="Step">The step of the protocol.</param>
/// <param name="Round">The round of training, which keeps an old message from counting again.</param>
/// <param name="Sender">Who sends it.</param>
/// <param name="Receiver">Who gets it.</param>
public readonly record struct MessageHeader(byte Protocol, byte Step, uint Round, Party Sender, Party Receiver)
{
    /// <summary>The header's length in bytes.</summary>
    public const int Length = 20;

    private const byte Version = 1;

    /// <summary>The bytes of a message with this header.</summary>
    public byte[] With(ReadOnlySpan<byte> payload)
    {
        var message = new byte[Length + payload.Length];
        message[0] = (byte)'P';
        message[1] = (byte)'B';
        message[2] = Version;
        message[3] = Protocol;
        message[4] = Step;
        message[5] = (byte)Sender.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(6), Sender.Index);
        message[8] = (byte)Receiver.Kind;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(10), Receiver.Index);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(12), Round);
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(16), payload.Length);
        payload.CopyTo(message.AsSpan(Length));
        return message;
    }

    /// <summary>The payload of a message that must have this header.</summary>
    /// <param name="message">The bytes that arrived.</param>
    /// <param name="payloadLength">The length that the payload must have, in bytes.</param>
    /// <exception cref="ProtocolException">The message is cut off, of another version, or not the expected one.</exception>
    public ReadOnlyMemory<byte> Open(ReadOnlyMemory<byte> message, int payloadLength)
    {
        var expected = With([]);
        var found = message.Span;
        if (found.Length < Length)
        {
            throw Refused($"{found.Length} bytes are fewer than a header has");
        }

        if (!found[..16].SequenceEqual(expected.AsSpan(0, 16)))
        {
            throw Refused("the header is not the one that this step expects");
        }

        var stated = BinaryPrimitives.ReadInt32LittleEndian(found[16..]);
        return stated == payloadLength && found.Length == Length + payloadLength
            ? message[Length..]
            : throw Refused($"{found.Length - Length} bytes of payload, {stated} by its header, where {payloadLength} are expected");
    }

    private ProtocolException Refused(string why) => new(Sender, Step, why);
}
