using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>Adds a parameter to each value, such as what stands for the place of a token in a sequence.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Values">The number of values.</param>
/// <param name="Bound">It starts uniform in [−bound, bound].</param>
internal sealed record Shift(string Name, int Values, double Bound) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } = [new(Name, [Values], Bound)];

    /// <inheritdoc/>
    public override bool HasCheapNorms => true;

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training) =>
        (input.add(parameters[0].unsqueeze(1), Held.One), zeros(0));

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => delta;

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => [delta.sum(1)];

    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept) => delta.mul(delta).sum(2);

    /// <inheritdoc/>
    public override Tensor Products(Tensor delta, Tensor input, Tensor kept, IReadOnlyList<Tensor> directions) => delta.mul(directions[0].unsqueeze(1)).sum(2);
}
