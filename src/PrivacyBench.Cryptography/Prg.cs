using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>A pseudorandom generator: the key stream of AES-256 in counter mode (NIST SP 800-38A, section 6.5) under a 32-byte seed.</summary>
internal sealed class Prg : IDisposable
{
    public const int SeedBytes = 32;
    private const int BlockBytes = 16;

    // Counters and key stream together stay in the second-level cache.
    private const int BufferBytes = 1 << 15;

    private readonly Aes aes = Aes.Create();
    private UInt128 counter;

    public Prg(ReadOnlySpan<byte> seed, UInt128 counter = default)
    {
        if (seed.Length != SeedBytes)
            throw new ArgumentException($"A seed has {SeedBytes} bytes, found {seed.Length}.", nameof(seed));
        aes.SetKey(seed);
        this.counter = counter;
    }

    /// <summary>Adds the next numbers modulo 2^bits to the vector.</summary>
    public void AddTo(Span<ulong> vector, int bits) => Combine(vector, bits, subtract: false);

    /// <summary>Subtracts the next numbers modulo 2^bits from the vector: undoes <see cref="AddTo"/> of a generator with the same seed.</summary>
    public void SubtractFrom(Span<ulong> vector, int bits) => Combine(vector, bits, subtract: true);

    /// <summary>Fills the span with the next bytes; what is left of the last block of 16 is thrown away.</summary>
    public void Fill(Span<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * BufferBytes);
        for (int at = 0; at < bytes.Length; at += BufferBytes)
        {
            Span<byte> part = bytes[at..Math.Min(bytes.Length, at + BufferBytes)];
            KeyStream(buffer, part.Length)[..part.Length].CopyTo(part);
        }

        Return(buffer);
    }

    public void Dispose() => aes.Dispose();

    private void Combine(Span<ulong> vector, int bits, bool subtract)
    {
        int width = VectorBytes.Width(bits);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * BufferBytes);
        for (int at = 0; at < vector.Length; at += BufferBytes / width)
        {
            Span<ulong> part = vector[at..Math.Min(vector.Length, at + (BufferBytes / width))];
            ReadOnlySpan<byte> stream = KeyStream(buffer, part.Length * width);
            if (subtract)
                VectorBytes.Subtract(stream, part, bits);
            else
                VectorBytes.Add(stream, part, bits);
        }

        Return(buffer);
    }

    private Span<byte> KeyStream(byte[] buffer, int bytes)
    {
        int length = (bytes + BlockBytes - 1) / BlockBytes * BlockBytes;
        Span<byte> counters = buffer.AsSpan(0, length);
        for (int block = 0; block < length; block += BlockBytes)
            BinaryPrimitives.WriteUInt128BigEndian(counters[block..], counter++);
        Span<byte> stream = buffer.AsSpan(BufferBytes, length);
        aes.EncryptEcb(counters, stream, PaddingMode.None);
        return stream;
    }

    private static void Return(byte[] buffer)
    {
        CryptographicOperations.ZeroMemory(buffer);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
