using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PrivacyBench.Cryptography;

/// <summary>
/// A pseudorandom generator: the keystream of AES-256 in counter mode from counter 0 (NIST SP 800-38A, section 6.5), read as
/// little-endian 32-bit words. It expands a seed of 32 bytes into a share or a mask.
/// </summary>
public static class Prg
{
    /// <summary>The length of a seed in bytes.</summary>
    public const int SeedLength = 32;

    // A block of counters and its keystream stay in the first-level cache.
    private const int BlockBytes = 8192;

    /// <summary>Adds the expansion of a seed to the words, modulo 2^32.</summary>
    public static void Add(ReadOnlySpan<byte> seed, Span<uint> words) => Expand(seed, words, subtract: false);

    /// <summary>Subtracts the expansion of a seed from the words, modulo 2^32.</summary>
    public static void Subtract(ReadOnlySpan<byte> seed, Span<uint> words) => Expand(seed, words, subtract: true);

    private static void Expand(ReadOnlySpan<byte> seed, Span<uint> words, bool subtract)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, SeedLength, nameof(seed));
        using var aes = Aes.Create();
        aes.SetKey(seed);
        Span<byte> counters = stackalloc byte[BlockBytes];
        Span<byte> stream = stackalloc byte[BlockBytes];
        var counter = 0UL;
        for (var start = 0; start < words.Length; start += BlockBytes / sizeof(uint))
        {
            var block = words.Slice(start, Math.Min(BlockBytes / sizeof(uint), words.Length - start));
            for (var i = 0; i < BlockBytes; i += 16)
            {
                BinaryPrimitives.WriteUInt64BigEndian(counters[(i + 8)..], counter++);
            }

            aes.EncryptEcb(counters, stream, PaddingMode.None);
            Combine(block, MemoryMarshal.Cast<byte, uint>(stream), subtract);
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static void Combine(Span<uint> words, ReadOnlySpan<uint> stream, bool subtract)
    {
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(words);
        var streamed = MemoryMarshal.Cast<uint, Vector<uint>>(stream);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = subtract ? vectors[i] - streamed[i] : vectors[i] + streamed[i];
        }

        for (var i = vectors.Length * Vector<uint>.Count; i < words.Length; i++)
        {
            words[i] = subtract ? words[i] - stream[i] : words[i] + stream[i];
        }
    }
}
