namespace PrivacyBench.Cryptography;

/// <summary>
/// Real numbers as integers modulo 2^32: clipped to [−B, B], scaled by 2^f and rounded. f is the largest for which the sum of
/// all clients cannot wrap, f + 1 + ⌈log2 B⌉ + ⌈log2 C⌉ ≤ 32, or as many bits as are asked for.
/// </summary>
public sealed class FixedPoint
{
    private const int ModulusBits = 32;
    private const int FewestFractionBits = 8;
    private readonly double scale;
    private readonly double most;

    /// <summary>Plans the codec.</summary>
    /// <param name="bound">B: larger values are clipped; above 0.</param>
    /// <param name="clients">C: how many encoded vectors are added up at most; at least 1.</param>
    /// <param name="mostFractionBits">The largest f that is wanted, at least 8.</param>
    /// <exception cref="ArgumentException">Fewer than 8 bits would be left for the fraction.</exception>
    public FixedPoint(double bound, int clients, int mostFractionBits = ModulusBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clients);
        Bound = bound;
        FractionBits = ModulusBits - 1 - (int)Math.Ceiling(Math.Log2(bound)) - (int)Math.Ceiling(Math.Log2(clients));
        if (FractionBits < FewestFractionBits)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The sum of {clients} values up to {bound} leaves {FractionBits} of {ModulusBits} bits for the fraction; at least {FewestFractionBits} are needed: lower the bound or the number of clients."));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(mostFractionBits, FewestFractionBits);
        FractionBits = Math.Min(FractionBits, mostFractionBits);
        scale = Math.ScaleB(1, FractionBits);
        // A sum of C·B·2^f = 2^31 would wrap to −2^31: a hair less keeps it inside.
        most = Math.Min(bound * scale, int.MaxValue / clients);
    }

    /// <summary>B.</summary>
    public double Bound { get; }

    /// <summary>f.</summary>
    public int FractionBits { get; }

    /// <summary>The largest encoded magnitude, as an integer.</summary>
    public long Largest => (long)most;

    /// <summary>The largest error of one encoded value within the bound: half a unit of 2^−f.</summary>
    public double LargestError => 0.5 / scale;

    /// <summary>Encodes values to the nearest, ties to even.</summary>
    /// <param name="values">The values; not a number is refused.</param>
    /// <param name="words">Receives one word for each value.</param>
    /// <exception cref="ArgumentException">A value is not a number, or the lengths differ.</exception>
    public void Encode(ReadOnlySpan<float> values, Span<uint> words)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(words.Length, values.Length, nameof(words));
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsNaN(values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Value {i} is not a number; updates must be finite."), nameof(values));
            }

            words[i] = unchecked((uint)(int)Math.Clamp(Math.Round(values[i] * scale), -most, most));
        }
    }

    /// <summary>Decodes a sum of encoded vectors.</summary>
    /// <param name="sum">The sum modulo 2^32.</param>
    public float[] Decode(ReadOnlySpan<uint> sum)
    {
        var values = new float[sum.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(unchecked((int)sum[i]) / scale);
        }

        return values;
    }
}
