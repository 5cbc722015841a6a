namespace PrivacyBench.Accounting.Noise;

/// <summary>
/// The difference of two Poisson numbers of mean μ/2 each. Sums of such noise are again of this kind. The Poisson numbers are drawn in
/// floating point, so chances hold to about 1e-12 and not to the last bit as with <see cref="DiscreteGaussianNoise"/>.
/// </summary>
public sealed record SkellamNoise : IIntegerNoise
{
    private readonly Poisson half;

    /// <summary>Noise of this variance μ.</summary>
    /// <param name="variance">From 0.001 to 10¹⁵.</param>
    /// <exception cref="ArgumentOutOfRangeException">The variance lies outside its range.</exception>
    public SkellamNoise(double variance)
    {
        Variance = Allowed.Within(variance, 1e-3, 1e15, "A Skellam variance");
        half = new(variance / 2);
    }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <inheritdoc/>
    public long Draw(RandomBits bits) => half.Draw(bits) - half.Draw(bits);
}
