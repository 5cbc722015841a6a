namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>
/// Gaussian noise on a sum over a Poisson sample (Mironov, Talwar and Zhang 2019). The batch size is random: batches of a fixed size or
/// shuffled ones are another mechanism, and an observer who sees who takes part has rate 1.
/// </summary>
public sealed record Gaussian : IMechanism
{
    /// <summary>Noise of this multiplier on a sum over everyone, or over a Poisson sample of this rate.</summary>
    /// <param name="noiseMultiplier">Standard deviation over sensitivity, from 0.3 to 300.</param>
    /// <param name="samplingRate">The chance that a unit takes part in a step, from 0.0001 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public Gaussian(double noiseMultiplier, double samplingRate = 1) =>
        (NoiseMultiplier, SamplingRate) = (Allowed.NoiseMultiplier(noiseMultiplier), Allowed.SamplingRate(samplingRate));

    /// <summary>Standard deviation over sensitivity.</summary>
    public double NoiseMultiplier { get; }

    /// <summary>The chance that a unit takes part in a step.</summary>
    public double SamplingRate { get; }

    /// <inheritdoc/>
    public double Renyi(double order) => SamplingRate == 1
        ? order / (2 * NoiseMultiplier * NoiseMultiplier)
        : Accounting.Renyi.SampledGaussian.Divergence(NoiseMultiplier, SamplingRate, order);
}
