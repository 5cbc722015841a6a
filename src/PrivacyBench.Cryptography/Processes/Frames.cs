using System.Buffers.Binary;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Processes;

/// <summary>Bytes on a stream, each run of them after its length in 4 bytes, little-endian.</summary>
internal static class Frames
{
    private const int Most = 1 << 30;

    public static void Write(Stream stream, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        stream.Write(length);
        stream.Write(content);
        stream.Flush();
    }

    /// <summary>The next frame, or null if the other end has closed the stream or been silent for too long.</summary>
    /// <exception cref="InvalidDataException">The length is not one that a frame may have.</exception>
    public static byte[]? Read(Stream stream, int most = Most)
    {
        using Message? frame = ReadMessage(stream, most);
        return frame?.Bytes.ToArray();
    }

    /// <inheritdoc cref="Read"/>
    public static Message? ReadMessage(Stream stream, int most = Most)
    {
        Message? frame = null;
        try
        {
            Span<byte> header = stackalloc byte[4];
            stream.ReadExactly(header);
            int length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length < 0 || length > most)
                throw new InvalidDataException($"A frame announces {length} bytes; at most {most} are allowed.");
            frame = new Message(length);
            stream.ReadExactly(frame.Bytes.Span);
            return frame;
        }
        catch (IOException)
        {
            frame?.Dispose();
            return null;
        }
    }
}
