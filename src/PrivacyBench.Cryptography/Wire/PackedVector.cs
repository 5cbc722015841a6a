using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>
/// Vectors modulo 2^m as they travel: m bits a value, one after the other from the lowest bit of the first byte; what is left of the
/// last byte is 0.
/// </summary>
/// <remarks>Its loops are optimised before their first call: they are much of what a short run does.</remarks>
internal static class PackedVector
{
    private const int WordBits = 64;

    /// <summary>Bytes of so many values of m bits.</summary>
    public static int Bytes(int length, int bits) => checked((int)((((long)length * bits) + 7) / 8));

    /// <summary>Packs lanes as <see cref="VectorBytes"/> has them.</summary>
    public static void PackLanes(ReadOnlySpan<byte> lanes, Span<byte> packed, int bits)
    {
        if (VectorBytes.Width(bits) == sizeof(uint))
            Pack(MemoryMarshal.Cast<byte, uint>(lanes), packed, bits);
        else
            Pack(MemoryMarshal.Cast<byte, ulong>(lanes), packed, bits);
    }

    /// <summary>Adds packed values to lanes as <see cref="VectorBytes"/> has them.</summary>
    public static void AddToLanes(Span<byte> lanes, ReadOnlySpan<byte> packed, int bits)
    {
        if (VectorBytes.Width(bits) == sizeof(uint))
            AddTo(MemoryMarshal.Cast<byte, uint>(lanes), packed, bits);
        else
            AddTo(MemoryMarshal.Cast<byte, ulong>(lanes), packed, bits);
    }

    /// <summary>Packs numbers that are all below 2^m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(ReadOnlySpan<T> lanes, Span<byte> packed, int bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (bits == 8 * Unsafe.SizeOf<T>())
        {
            MemoryMarshal.AsBytes(lanes).CopyTo(packed);
            return;
        }

        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(packed);
        ulong word = 0;
        int filled = 0, at = 0;
        foreach (T lane in lanes)
        {
            ulong value = ulong.CreateTruncating(lane);
            word |= value << filled;
            filled += bits;
            if (filled < WordBits)
                continue;
            words[at++] = word;
            filled -= WordBits;
            word = filled == 0 ? 0 : value >> (bits - filled);
        }

        Span<byte> rest = packed[(sizeof(ulong) * at)..];
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(last, word);
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>Adds packed values to lanes, modulo the lanes' width.</summary>
    public static void AddTo<T>(Span<T> lanes, ReadOnlySpan<byte> packed, int bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        // A value lies in two words. The last ones are read from a copy that has a word behind them.
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(packed);
        int inside = Math.Min(lanes.Length, (int)(Math.Max(0, words.Length - 1) * (long)WordBits / bits));
        AddTo(lanes[..inside], words, 0, bits);
        long bit = (long)inside * bits;
        int from = (int)(bit / WordBits) * sizeof(ulong);
        Span<ulong> rest = new ulong[((packed.Length - from) / sizeof(ulong)) + 2];
        packed[from..].CopyTo(MemoryMarshal.AsBytes(rest));
        AddTo(lanes[inside..], rest, (int)(bit % WordBits), bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo<T>(Span<T> lanes, ReadOnlySpan<ulong> words, int bit, int bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong mask = VectorBytes.Mask(bits);
        ref ulong word = ref MemoryMarshal.GetReference(words);
        long at = bit;
        for (int i = 0; i < lanes.Length; i++, at += bits)
        {
            ref ulong low = ref Unsafe.Add(ref word, (nint)(at >> 6));
            int shift = (int)at & 63;
            // In two shifts, since one of 64 leaves a number as it is.
            ulong high = Unsafe.Add(ref low, 1) << 1 << (63 - shift);
            lanes[i] += T.CreateTruncating(((low >> shift) | high) & mask);
        }
    }

    /// <summary>The values as words.</summary>
    public static ulong[] Unpack(ReadOnlySpan<byte> packed, int length, int bits)
    {
        var words = new ulong[length];
        AddTo<ulong>(words, packed, bits);
        return words;
    }
}
