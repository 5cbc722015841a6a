using System.Numerics;
using System.Runtime.InteropServices;

namespace PrivacyBench.Cryptography;

/// <summary>Vectors of integers modulo 2^32.</summary>
public static class Modular
{
    /// <summary>Adds the terms to the sum, place by place.</summary>
    public static void Add(ReadOnlySpan<uint> terms, Span<uint> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(terms.Length, sum.Length, nameof(terms));
        var vectors = MemoryMarshal.Cast<uint, Vector<uint>>(sum);
        var added = MemoryMarshal.Cast<uint, Vector<uint>>(terms);
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] += added[i];
        }

        for (var i = vectors.Length * Vector<uint>.Count; i < sum.Length; i++)
        {
            sum[i] += terms[i];
        }
    }

    /// <summary>The ideal functionality that every protocol must equal: the sum in the clear.</summary>
    public static uint[] Sum(IReadOnlyList<uint[]> inputs)
    {
        var sum = new uint[inputs[0].Length];
        foreach (var input in inputs)
        {
            Add(input, sum);
        }

        return sum;
    }
}
