using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>A pseudorandom generator: the key stream of AES-256 in counter mode (NIST SP 800-38A, section 6.5) under a 32-byte seed.</summary>
internal sealed class Prg : IDisposable
{
    public const int SeedBytes = 32;
    public const int BlockBytes = 16;

    // The key stream and what it is added to stay in the first-level cache together.
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
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        for (int at = 0; at < bytes.Length; at += BufferBytes)
        {
            Span<byte> part = bytes[at..Math.Min(bytes.Length, at + BufferBytes)];
            combine(part, KeyStream(buffer, part.Length), bits);
        }

        CryptographicOperations.ZeroMemory(buffer.AsSpan(0, Math.Min(BufferBytes, bytes.Length + BlockBytes)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> KeyStream(byte[] buffer, int bytes)
    {
        int blocks = (bytes + BlockBytes - 1) / BlockBytes;
        WriteCounters(MemoryMarshal.Cast<byte, Vector256<ulong>>(buffer.AsSpan(0, BufferBytes)), blocks);
        cipher.TransformBlock(buffer, 0, blocks * BlockBytes, buffer, 0);
        return buffer.AsSpan(0, bytes);
    }

    /// <summary>The next counters, big-endian, two to a vector; one too many where their number is odd.</summary>
    /// <remarks>Optimised before its first call: it is much of what a short run does.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WriteCounters(Span<Vector256<ulong>> pairs, int blocks)
    {
        var (high, low) = ((ulong)(counter >> 64), (ulong)counter);
        // The lower half alone is counted up; a stream ends before it wraps.
        counter = new UInt128(high, checked(low + (ulong)blocks));
        Vector256<ulong> next = Vector256.Create(low, high, low + 1, high);
        Vector256<byte> bigEndian = Vector256.Create(
            (byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16);
        for (int i = 0; 2 * i < blocks; i++, next += Vector256.Create(2UL, 0, 2, 0))
            pairs[i] = Vector256.Shuffle(next.AsByte(), bigEndian).AsUInt64();
    }

    private delegate void Combine(Span<byte> lanes, ReadOnlySpan<byte> stream, int bits);
}
