using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>A multilayer perceptron: dense layers with an activation between them.</summary>
public sealed record Mlp : Architecture
{
    /// <summary>The widths of the hidden layers, each at least 1; none makes it a softmax regression.</summary>
    [Range(1, int.MaxValue)]
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>What stands between the layers.</summary>
    public Activation Activation { get; init; } = Activation.Relu;

    /// <inheritdoc/>
    public override string Label =>
        $"{base.Label}({string.Join('-', Hidden)}{(Activation == Activation.Relu ? "" : $", {Activation}".ToLowerInvariant())})";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters(int features, int classes) => Dense.Parameters([features, .. Hidden, classes]);

    /// <inheritdoc/>
    public override Tensor Forward(IReadOnlyList<Tensor> parameters, Tensor records) => Dense.Forward(parameters, records, Activation)[^1];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(IReadOnlyList<Tensor> parameters, Tensor records, Tensor labels, Tensor weights) =>
        Activation == Activation.Gelu
            ? base.Gradients(parameters, records, labels, weights)
            : Dense.Gradients(parameters, Dense.Forward(parameters, records, Activation), records, labels, weights, Activation);
}
