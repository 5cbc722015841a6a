namespace PrivacyBench.Accounting.Noise;

/// <summary>
/// 64 independent fair bits at each call: <c>RandomStream.NextUInt64</c> in an evaluation, the system's generator
/// (<c>RandomNumberGenerator</c>) where noise protects a real release.
/// </summary>
public delegate ulong RandomBits();

/// <summary>Noise on the integers, symmetric about 0, for one coordinate.</summary>
public interface IIntegerNoise
{
    /// <summary>The σ² or μ that accounting takes; the variance, which a discrete Gaussian of σ ≥ 1 has to nine digits.</summary>
    double Variance { get; }

    /// <summary>One draw.</summary>
    /// <param name="bits">Where randomness comes from.</param>
    long Draw(RandomBits bits);
}
