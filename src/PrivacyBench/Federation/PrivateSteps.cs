namespace PrivacyBench.Federation;

/// <summary>
/// What differentially private training makes of a client's steps (Abadi et al. 2016, algorithm 1): each record joins a step
/// independently of the others, its gradient is clipped, the sum of the clipped gradients gets noise N(0, (σC)²I), and the
/// expected number of records divides it. A step that drew no record is taken all the same. The records' number is public.
/// </summary>
/// <param name="ClipNorm">C, the norm to which the gradient of a record is clipped; above 0.</param>
/// <param name="NoiseMultiplier">σ, the noise's deviation over C; at least 0.</param>
/// <param name="SamplingRate">q, the probability that a record joins a step; above 0 and at most 1.</param>
public sealed record PrivateSteps(double ClipNorm, double NoiseMultiplier, double SamplingRate)
{
    /// <summary>Steps that stand for one pass over the records: 1/q, rounded.</summary>
    public int PerEpoch => Math.Max(1, (int)Math.Round(1 / SamplingRate));
}
