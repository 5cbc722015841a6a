using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>Turns token numbers into vectors with a 1 at the token, so that a convolution over them is an embedding.</summary>
/// <param name="Vocabulary">How many tokens there are; their numbers are from 0 to below it.</param>
internal sealed record OneHot(int Vocabulary) : Layer
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training) =>
        (nn.functional.one_hot(input.to_type(ScalarType.Int64), Vocabulary).to_type(ScalarType.Float32).flatten(2), input);

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => zeros_like(kept);
}
