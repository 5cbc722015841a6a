using System.Numerics;

namespace PrivacyBench.Cryptography;

/// <summary>Real numbers as integers modulo 2^m, planned so that a sum over the clients cannot wrap.</summary>
public sealed record FixedPoint
{
    /// <summary>Plans the modulus.</summary>
    /// <param name="clip">B &gt; 0: values are clipped to [−B, B].</param>
    /// <param name="fractionBits">f: values are multiples of 2^−f, 0 to 62.</param>
    /// <param name="clients">The number of clients whose values are summed, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range, or the sum needs more than 64 bits.</exception>
    public FixedPoint(double clip, int fractionBits, int clients)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clip);
        ArgumentOutOfRangeException.ThrowIfNegative(fractionBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionBits, 62);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clients);
        double largest = Math.Floor(clip * Math.ScaleB(1, fractionBits));
        // The signed sum lies in [−C·L, C·L], which 2^m holds when C·L < 2^(m−1). A double holds L exactly below 2^53.
        int bits = largest < Math.ScaleB(1, 53) ? 1 + (int)(new BigInteger(largest) * clients).GetBitLength() : int.MaxValue;
        if (bits > 64)
            throw new ArgumentOutOfRangeException(
                nameof(fractionBits),
                $"The sum of {clients} clients clipped to {clip} with {fractionBits} fraction bits needs a modulus above 2^64 or values " +
                "of 2^53 and more: take fewer fraction bits or a smaller clip.");
        (Clip, FractionBits, Clients, Largest, ModulusBits) = (clip, fractionBits, clients, (long)largest, Math.Max(2, bits));
    }

    /// <summary>B: values are clipped to [−B, B].</summary>
    public double Clip { get; }

    /// <summary>f: values are multiples of 2^−f.</summary>
    public int FractionBits { get; }

    /// <summary>How many clients a sum may have.</summary>
    public int Clients { get; }

    /// <summary>m: sums are modulo 2^m, 2 to 64.</summary>
    public int ModulusBits { get; }

    /// <summary>The largest encoded value ⌊B·2^f⌋.</summary>
    public long Largest { get; }

    /// <summary>Encodes values; negative ones as 2^m − |v|.</summary>
    /// <param name="values">The values; none may be NaN.</param>
    /// <param name="encoded">As many words as values.</param>
    /// <param name="uniform">Draws from [0, 1) for unbiased stochastic rounding, or null to round to nearest.</param>
    /// <exception cref="ArgumentException">The lengths differ, or a value is NaN.</exception>
    public void Encode(ReadOnlySpan<float> values, Span<ulong> encoded, Func<double>? uniform = null)
    {
        if (values.Length != encoded.Length)
            throw new ArgumentException($"{values.Length} values do not fit {encoded.Length} words.", nameof(encoded));
        double scale = Math.ScaleB(1, FractionBits);
        ulong mask = Wire.VectorBytes.Mask(ModulusBits);
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
                throw new ArgumentException($"Value {i} is NaN: only numbers can be encoded.", nameof(values));
            double scaled = Math.Clamp(values[i] * scale, -Largest, Largest);
            double rounded = uniform is null ? Math.Round(scaled) : Math.Min(Math.Floor(scaled + uniform()), Largest);
            encoded[i] = (ulong)(long)rounded & mask;
        }
    }

    /// <summary>How many of the values are cut off on the way: those beyond ±B by more than their rounding would change.</summary>
    public int Beyond(ReadOnlySpan<float> values)
    {
        double most = (Largest + 0.5) * Math.ScaleB(1, -FractionBits);
        int beyond = 0;
        foreach (float value in values)
            beyond += Math.Abs(value) > most ? 1 : 0;
        return beyond;
    }

    /// <summary>The real value of a sum.</summary>
    public double Decode(ulong sum) => Signed(sum, ModulusBits) * Math.ScaleB(1, -FractionBits);

    /// <summary>The real values of a summed vector.</summary>
    public double[] Decode(ReadOnlySpan<ulong> sums)
    {
        var values = new double[sums.Length];
        for (int i = 0; i < sums.Length; i++)
            values[i] = Decode(sums[i]);
        return values;
    }

    /// <summary>The representative of a number modulo 2^bits in [−2^(bits−1), 2^(bits−1)).</summary>
    internal static long Signed(ulong value, int bits) => (long)(value << (64 - bits)) >> (64 - bits);
}
