using System.Numerics;
using MathNet.Numerics.Distributions;
using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>
/// Gaussian noise on a sum over a Poisson sample (Mironov, Talwar and Zhang 2019). The batch size is random: batches of a fixed size or
/// shuffled ones are another mechanism, and an observer who sees who takes part has rate 1.
/// </summary>
public sealed record Gaussian : IMechanism
{
    /// <summary>Noise of this multiplier on a sum over everyone, or over a Poisson sample of this rate.</summary>
    /// <param name="noiseMultiplier">Standard deviation over sensitivity, from 0.001 to 300; of a sample from 0.05, below which losses overflow.</param>
    /// <param name="samplingRate">The chance that a unit takes part in a step, from 1e-8 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public Gaussian(double noiseMultiplier, double samplingRate = 1)
    {
        (NoiseMultiplier, SamplingRate) = (Allowed.NoiseMultiplier(noiseMultiplier), Allowed.SamplingRate(samplingRate));
        if (samplingRate < 1)
        {
            Allowed.Within(noiseMultiplier, 0.05, 300, "A noise multiplier of a sample");
        }
    }

    /// <summary>Standard deviation over sensitivity.</summary>
    public double NoiseMultiplier { get; }

    /// <summary>The chance that a unit takes part in a step.</summary>
    public double SamplingRate { get; }

    IReadOnlyList<LossPair> IMechanism.Losses
    {
        get
        {
            // N(1, σ²) against N(0, σ²): the loss (2x − 1)/(2σ²) exceeds ε where x exceeds σ²ε + ½.
            var whole = new LossPair(epsilon =>
            {
                var without = NormalTail.Both(NoiseMultiplier * epsilon + 0.5 / NoiseMultiplier);
                var with = NormalTail.Both(NoiseMultiplier * epsilon - 0.5 / NoiseMultiplier);
                return new(with.Above, without.Above, with.Below, without.Below);
            });
            var sampled = whole.Sampled(SamplingRate);
            return SamplingRate == 1 ? [whole] : [sampled, sampled.Reversed()];
        }
    }

    /// <summary>
    /// The noisy partial sums of a binary tree (Dwork, Naor, Pitassi and Rothblum 2010; Honaker 2015; Kairouz et al. 2021, DP-FTRL), where each unit is
    /// in one leaf: as many nodes as the number of leaves has bits hold it, which is one Gaussian of that much more sensitivity.
    /// </summary>
    /// <param name="noiseMultiplier">Standard deviation of a node's noise over the sensitivity of a leaf.</param>
    /// <param name="leaves">Steps of the tree, from 1 to 10,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static Gaussian OfTree(double noiseMultiplier, int leaves) =>
        new(noiseMultiplier / Math.Sqrt(BitOperations.Log2((uint)Allowed.Steps(leaves)) + 1));

    /// <summary>
    /// The same noise where one unit is replaced by another: the sensitivity doubles, and under sampling both data sets hold a unit that may
    /// take part.
    /// </summary>
    public IMechanism ReplacingOne() => SamplingRate == 1
        ? new Gaussian(NoiseMultiplier / 2)
        : new GaussianMixture(Mixed(), [0, 1 - SamplingRate, SamplingRate], [SamplingRate, 1 - SamplingRate, 0], -1);

    /// <summary>The same noise where a group of units is added or removed together; each is sampled by itself.</summary>
    /// <param name="size">From 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size lies outside its range, or the noise is too little for so large a group.</exception>
    public IMechanism ForGroup(int size)
    {
        Allowed.Within(size, 1, 100, "A group's size");
        if (SamplingRate == 1)
        {
            return new Gaussian(NoiseMultiplier / size);
        }

        double[] taking = [.. Enumerable.Range(0, size + 1).Select(k => Binomial.PMF(SamplingRate, size, k))];
        return new GaussianMixture(Mixed(), taking, [1, .. new double[size]], 0);
    }

    // Shifts of several units have losses that overflow sooner.
    private double Mixed() => Allowed.Within(NoiseMultiplier, 0.3, 300, "A noise multiplier of sampled groups or replacements");

    /// <inheritdoc/>
    public double Renyi(double order) => SamplingRate == 1
        ? order / (2 * NoiseMultiplier * NoiseMultiplier)
        : Accounting.Renyi.SampledGaussian.Divergence(NoiseMultiplier, SamplingRate, order);
}
