using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>y = W·x + b, with W [out, in] and b [out], both started uniform within 1/√in (LeCun et al. 1998).</summary>
/// <param name="Name">What its parameters are called.</param>
/// <param name="In">Values that come in.</param>
/// <param name="Out">Values that go out.</param>
internal sealed record Dense(string Name, int In, int Out) : Layer
{
    // Below the width of a vector register a product that writes rows of Out values is several times slower than one that writes columns.
    private const int Narrow = 16;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
        [new($"{Name} weight", [Out, In], 1 / Math.Sqrt(In)), new($"{Name} bias", [Out], 1 / Math.Sqrt(In))];

    /// <inheritdoc/>
    public override bool IsAffine => true;

    /// <inheritdoc/>
    public override bool HasCheapNorms => true;

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var output = Out < Narrow
            ? bmm(parameters[0], input.transpose(1, 2)).transpose(1, 2)
            : bmm(input, parameters[0].transpose(1, 2));
        return (output.add_(parameters[1].unsqueeze(1), Held.One), input);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => bmm(delta, parameters[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => [bmm(delta.transpose(1, 2), kept), delta.sum(1)];

    /// <summary>
    /// ‖x‖²·‖δ‖² for the weight, whose gradient is the outer product of both, and ‖δ‖² for the bias: no record's gradient is ever
    /// made (Goodfellow 2015, arXiv:1510.01799).
    /// </summary>
    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept)
    {
        var squares = SumOfSquares(delta);
        return SumOfSquares(kept).mul(squares).add_(squares, Held.One);
    }

    private static Tensor SumOfSquares(Tensor values) => values.mul(values).sum(2);
}
