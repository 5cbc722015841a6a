using static TorchSharp.torch;

namespace PrivacyBench.Federation.Architectures;

/// <summary>Softmax (multinomial logistic) regression: one dense layer.</summary>
public sealed record Softmax : Architecture
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters(int features, int classes) => Dense.Parameters([features, classes]);

    /// <inheritdoc/>
    public override Tensor Forward(IReadOnlyList<Tensor> parameters, Tensor records) => Dense.Forward(parameters, records)[^1];

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(IReadOnlyList<Tensor> parameters, Tensor records, Tensor labels, Tensor weights) =>
        Dense.Gradients(parameters, Dense.Forward(parameters, records), records, labels, weights);
}
