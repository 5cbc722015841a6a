using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>
/// Gradients for differentially private steps of a stack: (Σᵢ gᵢ·min(1, C/‖gᵢ‖₂) + N(0, (σC)²I))/(q·n), with n the model's records
/// (Abadi et al. 2016, algorithm 1). Each ‖gᵢ‖ comes from the one way back (ghost norms), which then gives the clipped sum.
/// </summary>
internal sealed class ProtectedGradients : IDisposable
{
    private readonly NormalLanes[] noise;
    private readonly float[] deviations;
    private readonly Scalar clip;

    /// <summary>Prepares the noise of a stack.</summary>
    /// <param name="steps">C, σ and q.</param>
    /// <param name="records">The number of records of each model.</param>
    /// <param name="random">Each model's stream of noise.</param>
    public ProtectedGradients(PrivateSteps steps, IReadOnlyList<int> records, IReadOnlyList<RandomStream> random)
    {
        noise = [.. random.Select(r => new NormalLanes(r))];
        deviations = [.. records.Select(n => (float)(steps.NoiseMultiplier * steps.ClipNorm / Batches.Expected(steps.SamplingRate, n)))];
        clip = steps.ClipNorm.ToScalar();
    }

    /// <summary>A step's gradients, clipped, summed and noised, parameter by parameter.</summary>
    /// <param name="way">The records' way, each with weight 1.</param>
    /// <param name="weights">One over the expected number of records, and 0 where a record only fills up [models, batch].</param>
    /// <param name="planted">Those among them whose gradients an adversary chose; null for none.</param>
    /// <exception cref="ArgumentException">A gradient is not finite: it would slip through min(1, C/NaN).</exception>
    public IEnumerable<Tensor> Of(Backpropagation way, Tensor weights, PlantedGradients.Step? planted = null)
    {
        var norms = way.SquaredNorms();
        var factors = Clipping(planted?.SquaredNorms(norms) ?? norms, clip).mul_(weights);
        return (planted is null ? way.Gradients(factors) : planted.AddTo(way.Gradients(planted.Others(factors)), factors)).Select(Noised);
    }

    public void Dispose() => clip.Dispose();

    private Tensor Noised(Tensor sum)
    {
        var noised = sum.contiguous();
        var values = MemoryMarshal.Cast<byte, float>(noised.bytes);
        var each = values.Length / noise.Length;
        for (var m = 0; m < noise.Length; m++)
        {
            if (deviations[m] > 0)
            {
                noise[m].AddTo(values.Slice(m * each, each), deviations[m]);
            }
        }

        return noised;
    }

    /// <summary>min(1, C/‖gᵢ‖₂) from ‖gᵢ‖₂²; a gradient of 0 keeps its 1.</summary>
    private static Tensor Clipping(Tensor squaredNorms, Scalar clip) => float.IsFinite(squaredNorms.sum().item<float>())
        ? squaredNorms.rsqrt_().mul_(clip).clamp_max_(Held.One)
        : throw new ArgumentException("A record's gradient is not finite, so it cannot be clipped; lower the learning rate.");
}
