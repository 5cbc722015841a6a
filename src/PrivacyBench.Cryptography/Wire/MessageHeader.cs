using System.Buffers.Binary;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>What stands before every payload, in 24 bytes, little-endian.</summary>
internal readonly record struct MessageHeader(byte Protocol, byte Step, int Round, Party Sender, Party Receiver, int PayloadLength)
{
    public const int Size = 24;
    private const uint Version = 1;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Version | ((uint)Protocol << 8) | ((uint)Step << 16));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], Round);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], Sender.Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], Receiver.Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], PayloadLength);
    }

    /// <summary>The first difference between the bytes and this header, in words, or null if there is none.</summary>
    public string? Mismatch(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Size)
            return $"a message of {bytes.Length} bytes is shorter than its header of {Size}";
        Span<byte> expected = stackalloc byte[Size];
        Write(expected);
        if (!bytes[..4].SequenceEqual(expected[..4]))
            return $"version, protocol and step are {Convert.ToHexString(bytes[..4])}, not {Convert.ToHexString(expected[..4])}";
        if (!bytes[4..8].SequenceEqual(expected[4..8]))
            return $"a message of round {BinaryPrimitives.ReadInt32LittleEndian(bytes[4..])} came in round {Round}";
        if (!bytes[8..16].SequenceEqual(expected[8..16]))
            return "the sender or receiver named in the message is another";
        return bytes[16..Size].SequenceEqual(expected[16..])
            ? null
            : $"the message announces {BinaryPrimitives.ReadInt64LittleEndian(bytes[16..])} bytes and carries {PayloadLength}";
    }
}
