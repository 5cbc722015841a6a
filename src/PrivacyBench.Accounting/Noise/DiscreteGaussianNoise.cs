namespace PrivacyBench.Accounting.Noise;

/// <summary>
/// Integers with chances proportional to e^(−x²/(2σ²)), drawn exactly by rejection from a discrete Laplace distribution (Canonne, Kamath
/// and Steinke 2020, algorithms 2 and 3): integer arithmetic decides, so the chances hold to the last bit.
/// </summary>
public sealed record DiscreteGaussianNoise : IIntegerNoise
{
    private const double SmallVariance = 1 << 20;

    // σ² = numerator/denominator; the Laplace distribution's scale is t = ⌊σ⌋ + 1.
    private readonly ulong numerator;
    private readonly ulong denominator;
    private readonly ulong scale;

    /// <summary>Noise of this σ², rounded up to a multiple of 2⁻²⁰ below 2²⁰ and to a whole number above.</summary>
    /// <param name="variance">From 0.01 to 2⁴⁸.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance lies outside its range.</exception>
    public DiscreteGaussianNoise(double variance)
    {
        Allowed.Within(variance, 0.01, 1L << 48, "A discrete Gaussian's variance");
        denominator = variance < SmallVariance ? (ulong)SmallVariance : 1;
        numerator = (ulong)Math.Ceiling(variance * denominator);
        scale = (ulong)Math.Sqrt(variance) + 1;
    }

    /// <inheritdoc/>
    public double Variance => (double)numerator / denominator;

    /// <inheritdoc/>
    public long Draw(RandomBits bits)
    {
        UInt128 divisor = 2 * (UInt128)numerator * denominator * scale * scale;
        while (true)
        {
            // Accept with chance e^(−(|y| − σ²/t)²/(2σ²)).
            var candidate = Laplace(bits);
            var distance = checked(Math.Abs(candidate) * (long)(scale * denominator)) - (long)numerator;
            if (Coin.TossExponential((UInt128)((Int128)distance * distance), divisor, bits))
            {
                return candidate;
            }
        }
    }

    private long Laplace(RandomBits bits)
    {
        while (true)
        {
            var fine = Coin.Below(scale, bits);
            if (!Coin.TossExponential(fine, scale, bits))
            {
                continue;
            }

            var coarse = 0UL;
            while (Coin.TossExponential(1, 1, bits))
            {
                coarse++;
            }

            // Zero has one sign only.
            var size = (long)(fine + scale * coarse);
            var negative = (bits() & 1) == 1;
            if (!negative || size > 0)
            {
                return negative ? -size : size;
            }
        }
    }
}
