using System.Buffers;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>The bytes of one message. Their memory is lent: it is cleared and goes to other messages once this one is disposed of.</summary>
/// <param name="length">How many bytes it has.</param>
public sealed class Message(int length) : IDisposable
{
    private byte[]? lent = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>A message with these bytes.</summary>
    public static Message Of(ReadOnlySpan<byte> bytes)
    {
        var message = new Message(bytes.Length);
        bytes.CopyTo(message.Bytes.Span);
        return message;
    }

    /// <summary>How many bytes it has.</summary>
    public int Length => length;

    /// <summary>The bytes, at first of any value.</summary>
    /// <exception cref="ObjectDisposedException">The message has been disposed of.</exception>
    public Memory<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(lent is null, this);
            return lent.AsMemory(0, length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // An opened message holds secrets.
        if (Interlocked.Exchange(ref lent, null) is { } array)
            ArrayPool<byte>.Shared.Return(array, clearArray: true);
    }
}
