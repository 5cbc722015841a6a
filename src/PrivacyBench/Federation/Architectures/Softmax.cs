using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>Softmax (multinomial logistic) regression: one dense layer.</summary>
public sealed record Softmax : Architecture
{
    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes) => [new Dense("layer 1", features, classes)];
}
