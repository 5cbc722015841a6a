using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>A pseudorandom generator: the key stream of AES-256 in counter mode (NIST SP 800-38A, section 6.5) under a 32-byte seed.</summary>
internal sealed class Prg : IDisposable
{
    public const int SeedBytes = 32;
    public const int BlockBytes = 16;

    // Counters and key stream together stay in the first-level cache.
    public const int BufferBytes = 1 << 14;

    private readonly Aes aes = Aes.Create();
    private readonly ICryptoTransform cipher;
    private UInt128 counter;

    public Prg(ReadOnlySpan<byte> seed, UInt128 counter = default)
    {
        if (seed.Length != SeedBytes)
            throw new ArgumentException($"A seed has {SeedBytes} bytes, found {seed.Length}.", nameof(seed));
        // A counter never comes twice, so that single blocks of the cipher make the stream; no library call offers the mode itself.
        (aes.Mode, aes.Padding) = (CipherMode.ECB, PaddingMode.None);
        aes.SetKey(seed);
        cipher = aes.CreateEncryptor();
        this.counter = counter;
    }

    /// <summary>Adds the next numbers to the lanes, modulo their width.</summary>
    public void AddTo(Span<byte> lanes, int bits) => Stream(lanes, bits, VectorBytes.Add);

    /// <summary>Subtracts the next numbers from the lanes: undoes <see cref="AddTo"/> of a generator with the same seed.</summary>
    public void SubtractFrom(Span<byte> lanes, int bits) => Stream(lanes, bits, VectorBytes.Subtract);

    /// <summary>Fills the span with the next bytes; what is left of the last block of 16 is thrown away.</summary>
    public void Fill(Span<byte> bytes) => Stream(bytes, 64, static (to, stream, _) => stream.CopyTo(to));

    public void Dispose()
    {
        cipher.Dispose();
        aes.Dispose();
    }

    private void Stream(Span<byte> bytes, int bits, Combine combine)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(2 * BufferBytes);
        for (int at = 0; at < bytes.Length; at += BufferBytes)
        {
            Span<byte> part = bytes[at..Math.Min(bytes.Length, at + BufferBytes)];
            combine(part, KeyStream(buffer, part.Length), bits);
        }

        CryptographicOperations.ZeroMemory(buffer.AsSpan(BufferBytes, Math.Min(BufferBytes, bytes.Length + BlockBytes)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> KeyStream(byte[] buffer, int bytes)
    {
        int blocks = (bytes + BlockBytes - 1) / BlockBytes;
        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(buffer.AsSpan(0, blocks * BlockBytes));
        var (high, low) = ((ulong)(counter >> 64), (ulong)counter);
        for (int i = 0; i < words.Length; i += 2, low++)
        {
            words[i] = BinaryPrimitives.ReverseEndianness(high);
            words[i + 1] = BinaryPrimitives.ReverseEndianness(low);
            high += low == ulong.MaxValue ? 1UL : 0UL;
        }

        counter += (ulong)blocks;
        cipher.TransformBlock(buffer, 0, blocks * BlockBytes, buffer, BufferBytes);
        return buffer.AsSpan(BufferBytes, bytes);
    }

    private delegate void Combine(Span<byte> lanes, ReadOnlySpan<byte> stream, int bits);
}
