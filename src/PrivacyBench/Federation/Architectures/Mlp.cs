using System.ComponentModel.DataAnnotations;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>A multilayer perceptron: dense layers with ReLU between them.</summary>
public sealed record Mlp : Architecture
{
    /// <summary>The widths of the hidden layers, each at least 1; none makes it a softmax regression.</summary>
    [Range(1, int.MaxValue)]
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({string.Join('-', Hidden)})";

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters(int features, int classes) => Dense.Parameters([features, .. Hidden, classes]);

    /// <inheritdoc/>
    public override Tensor Forward(IReadOnlyList<Tensor> parameters, Tensor records) => Dense.Forward(parameters, records)[^1];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(IReadOnlyList<Tensor> parameters, Tensor records, Tensor labels, Tensor weights) =>
        Dense.Gradients(parameters, Dense.Forward(parameters, records), records, labels, weights);
}
