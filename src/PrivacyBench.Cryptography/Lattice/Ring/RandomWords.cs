using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyBench.Cryptography.Lattice.Ring;

/// <summary>An endless stream of random 32-bit words: AES-256 in counter mode under a 32-byte seed. The seed names the stream.</summary>
internal sealed class RandomWords : IDisposable
{
    public const int SeedBytes = 32;
    private const int BufferWords = 4096;

    private readonly Aes aes = Aes.Create();
    private readonly byte[] counters = new byte[BufferWords * sizeof(uint)];
    private readonly uint[] words = new uint[BufferWords];
    private ulong counter;
    private int next = BufferWords;

    public RandomWords(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != SeedBytes)
            throw new ArgumentException($"A seed has {SeedBytes} bytes, found {seed.Length}.", nameof(seed));
        byte[] key = seed.ToArray();
        aes.Key = key;
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>A stream with a seed from the operating system's generator.</summary>
    public static RandomWords Fresh()
    {
        Span<byte> seed = stackalloc byte[SeedBytes];
        RandomNumberGenerator.Fill(seed);
        var stream = new RandomWords(seed);
        CryptographicOperations.ZeroMemory(seed);
        return stream;
    }

    /// <summary>The words that come next, at least one; tell with <see cref="Take"/> how many were used.</summary>
    public ReadOnlySpan<uint> Peek()
    {
        if (next == BufferWords)
            Refill();
        return words.AsSpan(next);
    }

    public void Take(int count) => next += count;

    public uint NextWord()
    {
        if (next == BufferWords)
            Refill();
        return words[next++];
    }

    /// <summary>A seed for another stream.</summary>
    public byte[] NextSeed()
    {
        var seed = new byte[SeedBytes];
        for (int i = 0; i < seed.Length; i += sizeof(uint))
            BinaryPrimitives.WriteUInt32LittleEndian(seed.AsSpan(i), NextWord());
        return seed;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(words.AsSpan()));
        aes.Dispose();
    }

    private void Refill()
    {
        for (int block = 0; block < counters.Length; block += 16)
            BinaryPrimitives.WriteUInt64BigEndian(counters.AsSpan(block + 8), counter++);
        aes.EncryptEcb(counters, MemoryMarshal.AsBytes(words.AsSpan()), PaddingMode.None);
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(words, words);
        next = 0;
    }
}
