using System.Collections.Concurrent;

namespace PrivacyBench.Accounting.Audits;

/// <summary>
/// Mechanisms of one kind that differ only in how much noise they add: what an audit may presume where it holds a promise against what is
/// seen. Strength 1 is the promised mechanism, strength 2 the same with half of its noise.
/// </summary>
public sealed class NoiseFamily
{
    private readonly ConcurrentDictionary<double, (double Epsilon, double Area)?> known = [];
    private readonly Func<double, (double Epsilon, double Area)?> of;

    /// <param name="of">
    /// For a strength above 0, ε at the audited δ, and the largest area under the ROC curve of any attack on one unit, both rising with the
    /// strength and rounded up; null where they cannot be computed.
    /// </param>
    public NoiseFamily(Func<double, (double Epsilon, double Area)?> of) => this.of = of;

    /// <summary>Gaussian noise of shift μ at strength 1: ε by its exact curve, and an area of Φ(μ/√2).</summary>
    /// <param name="mu">The shift in standard deviations, above 0.</param>
    /// <param name="delta">The δ at which ε is stated, from 1e-100 to 0.999.</param>
    public static NoiseFamily Gaussian(double mu, double delta) => new(
        strength => strength * mu < GaussianCurve.LargestMu
            ? (GaussianCurve.Epsilon(strength * mu, delta), NormalTail.Below(strength * mu / Math.Sqrt(2)))
            : null)
    { IsGaussian = true };

    /// <summary>Whether this is plain Gaussian noise, without sampling.</summary>
    public bool IsGaussian { get; private init; }

    /// <summary>ε and the largest area at a strength above 0; null where they cannot be computed.</summary>
    public (double Epsilon, double Area)? At(double strength) => known.GetOrAdd(strength, of);
}
