using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Wire;

/// <summary>Vectors modulo 2^m as bytes: 4 bytes a coordinate up to m = 32, else 8, little-endian.</summary>
internal static class VectorBytes
{
    public static int Width(int bits) => bits <= 32 ? 4 : 8;

    public static ulong Mask(int bits) => ulong.MaxValue >> (64 - bits);

    public static byte[] Write(ReadOnlySpan<ulong> vector, int bits)
    {
        var bytes = new byte[vector.Length * Width(bits)];
        if (bits <= 32)
            for (int i = 0; i < vector.Length; i++)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 * i), (uint)vector[i]);
        else
            for (int i = 0; i < vector.Length; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * i), vector[i]);
        return bytes;
    }

    /// <summary>Adds a written vector to a sum modulo 2^m. Both have the same number of coordinates.</summary>
    public static void Add(ReadOnlySpan<byte> bytes, Span<ulong> sum, int bits)
    {
        ulong mask = Mask(bits);
        if (bits <= 32)
        {
            ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(bytes);
            for (int i = 0; i < sum.Length; i++)
                sum[i] = (sum[i] + Little(words[i])) & mask;
        }
        else
        {
            ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
            for (int i = 0; i < sum.Length; i++)
                sum[i] = (sum[i] + Little(words[i])) & mask;
        }
    }

    public static void Subtract(ReadOnlySpan<byte> bytes, Span<ulong> sum, int bits)
    {
        ulong mask = Mask(bits);
        int width = Width(bits);
        for (int i = 0; i < sum.Length; i++)
        {
            ReadOnlySpan<byte> word = bytes[(i * width)..];
            ulong value = width == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(word) : BinaryPrimitives.ReadUInt64LittleEndian(word);
            sum[i] = (sum[i] - value) & mask;
        }
    }

    private static uint Little(uint word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);

    private static ulong Little(ulong word) => BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word);
}
