using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography.Sharing;

/// <summary>The prime field of p = 2^61 − 1. Elements are words below p; no branch depends on one.</summary>
internal static class Field
{
    /// <summary>Bits of an element.</summary>
    public const int Bits = 61;

    public const ulong Prime = (1UL << Bits) - 1;

    // What stays in the cache between the cipher and the check.
    private const int Piece = Prg.BufferBytes / sizeof(ulong);

    public static ulong Add(ulong a, ulong b) => Fold(a + b);

    public static ulong Subtract(ulong a, ulong b) => Fold(a + Prime - b);

    public static ulong Multiply(ulong a, ulong b) => Fold(Product(a, b));

    /// <summary>1 / a, by Fermat: a^(p−2).</summary>
    public static ulong Inverse(ulong a)
    {
        ulong result = 1;
        for (ulong power = Prime - 2; power > 0; power >>= 1, a = Multiply(a, a))
            if ((power & 1) == 1)
                result = Multiply(result, a);
        return result;
    }

    /// <summary>The inner product of two vectors.</summary>
    public static ulong Inner(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        ulong sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum = Fold(sum + Product(a[i], b[i]));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTo(Span<ulong> sum, ReadOnlySpan<ulong> other)
    {
        Span<Vector<ulong>> wide = MemoryMarshal.Cast<ulong, Vector<ulong>>(sum);
        ReadOnlySpan<Vector<ulong>> others = MemoryMarshal.Cast<ulong, Vector<ulong>>(other)[..wide.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = Fold(wide[i] + others[i]);
        for (int i = wide.Length * Vector<ulong>.Count; i < sum.Length; i++)
            sum[i] = Fold(sum[i] + other[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractFrom(Span<ulong> sum, ReadOnlySpan<ulong> other)
    {
        Span<Vector<ulong>> wide = MemoryMarshal.Cast<ulong, Vector<ulong>>(sum);
        ReadOnlySpan<Vector<ulong>> others = MemoryMarshal.Cast<ulong, Vector<ulong>>(other)[..wide.Length];
        for (int i = 0; i < wide.Length; i++)
            wide[i] = Fold(wide[i] + new Vector<ulong>(Prime) - others[i]);
        for (int i = wide.Length * Vector<ulong>.Count; i < sum.Length; i++)
            sum[i] = Fold(sum[i] + Prime - other[i]);
    }

    /// <summary>sum += factor · other.</summary>
    public static void AddMultiple(Span<ulong> sum, ulong factor, ReadOnlySpan<ulong> other)
    {
        for (int i = 0; i < sum.Length; i++)
            sum[i] = Fold(sum[i] + Product(factor, other[i]));
    }

    /// <summary>The uniform elements that a seed of 32 bytes expands to: 61 bits of each word of its key stream, drawn again where they are p.</summary>
    public static void Expand(ReadOnlySpan<byte> seed, Span<ulong> elements) => Expand(seed, elements, static (to, drawn) => drawn.CopyTo(to));

    /// <summary>Takes away what a seed expands to.</summary>
    public static void SubtractExpanded(ReadOnlySpan<byte> seed, Span<ulong> elements) => Expand(seed, elements, SubtractFrom);

    private static void Expand(ReadOnlySpan<byte> seed, Span<ulong> elements, Combine combine)
    {
        using var generator = new Prg(seed);
        ulong[] buffer = ArrayPool<ulong>.Shared.Rent(Piece);
        Span<ulong> again = stackalloc ulong[2];
        for (int at = 0; at < elements.Length; at += Piece)
        {
            Span<ulong> part = elements[at..Math.Min(elements.Length, at + Piece)];
            Span<ulong> drawn = buffer.AsSpan(0, part.Length);
            generator.Fill(MemoryMarshal.AsBytes(drawn));
            for (int i = 0; i < drawn.Length; i++)
                drawn[i] &= Prime;
            for (int found; (found = drawn.IndexOf(Prime)) >= 0; drawn[found] = again[0] & Prime)
                generator.Fill(MemoryMarshal.AsBytes(again));
            combine(part, drawn);
        }

        ArrayPool<ulong>.Shared.Return(buffer, clearArray: true);
    }

    /// <summary>The weights with which values of a polynomial at the nodes give its value at a point (Lagrange).</summary>
    /// <param name="nodes">Distinct points, one more than the degree.</param>
    /// <param name="at">The point.</param>
    public static ulong[] Weights(IReadOnlyList<ulong> nodes, ulong at)
    {
        var weights = new ulong[nodes.Count];
        for (int i = 0; i < weights.Length; i++)
        {
            ulong above = 1, below = 1;
            for (int j = 0; j < weights.Length; j++)
                if (j != i)
                    (above, below) = (Multiply(above, Subtract(at, nodes[j])), Multiply(below, Subtract(nodes[i], nodes[j])));
            weights[i] = Multiply(above, Inverse(below));
        }

        return weights;
    }

    /// <summary>A product reduced below 2^62, so that one more element can be added before it is folded.</summary>
    private static ulong Product(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        // 2^61 = 1 in this field; the product is below 2^122.
        return (low & Prime) + (low >> 61 | high << 3);
    }

    private static Vector<ulong> Fold(Vector<ulong> value)
    {
        var prime = new Vector<ulong>(Prime);
        Vector<ulong> less = (value & prime) + (value >>> 61) - prime;
        return less + (prime & (Vector<ulong>.Zero - (less >>> 63)));
    }

    /// <summary>A sum below 2^63 reduced below p.</summary>
    private static ulong Fold(ulong value)
    {
        ulong folded = (value & Prime) + (value >> 61);
        ulong less = folded - Prime;
        // The top bit of the difference is its borrow.
        return less + (Prime & (0UL - (less >> 63)));
    }

    private delegate void Combine(Span<ulong> elements, ReadOnlySpan<ulong> drawn);
}
