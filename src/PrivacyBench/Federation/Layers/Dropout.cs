using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// Sets each value to 0 with a probability while a model trains, and multiplies the others so that the expected value stays; does
/// nothing while a model is asked (Srivastava et al. 2014).
/// </summary>
/// <param name="Probability">The probability, above 0 and below 1.</param>
internal sealed record Dropout(double Probability) : Layer
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var mask = training is null ? ones(1) : Draw(input, training);
        return (input.mul(mask), mask);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => delta.mul(kept);

    private Tensor Draw(Tensor like, IReadOnlyList<RandomStream> training)
    {
        var mask = empty(like.shape);
        var values = MemoryMarshal.Cast<byte, float>(mask.bytes);
        var each = values.Length / training.Count;
        var stays = (float)(1 / (1 - Probability));
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = training[i / each].Uniform() < Probability ? 0 : stays;
        }

        return mask;
    }
}
