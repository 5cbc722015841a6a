using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>A layer that works on the first values of a record and lets the last ones, which something else waits for, pass as they are.</summary>
/// <param name="Inner">The layer.</param>
/// <param name="Passing">How many of the last values pass, at least 1.</param>
internal sealed record Beside(Layer Inner, int Passing) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => Inner.Parameters;

    /// <inheritdoc/>
    public override bool HasCheapNorms => Inner.HasCheapNorms;

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var (output, kept) = Inner.Forward(First(input), parameters, training);
        return (cat([output, Last(input)], 2), kept);
    }

    /// <inheritdoc/>
    public override Tensor AtParameters(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var first = First(delta);
        var at = Inner.AtParameters(first, kept, parameters);
        return ReferenceEquals(at, first) ? delta : cat([at, Last(delta)], 2);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) =>
        cat([Inner.Backward(First(delta), kept, parameters), Last(delta)], 2);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => Inner.Gradients(First(delta), kept);

    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept) => Inner.SquaredNorms(First(delta), kept);

    /// <inheritdoc/>
    public override Tensor Products(Tensor delta, Tensor input, Tensor kept, IReadOnlyList<Tensor> directions) =>
        Inner.Products(First(delta), First(input), kept, directions);

    private Tensor First(Tensor of) => of.narrow(2, 0, of.shape[2] - Passing);

    private Tensor Last(Tensor of) => of.narrow(2, of.shape[2] - Passing, Passing);
}
