using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A convolutional network over a sequence of tokens: an embedding of each token, convolutions along the sequence with ReLU after
/// each, and a dense layer. The features of a record are the tokens' numbers.
/// </summary>
public sealed record TextCnn : Architecture
{
    /// <summary>How many tokens there are; their numbers are from 0 to below it.</summary>
    [Range(2, int.MaxValue)]
    public int Vocabulary { get; init; } = 64;

    /// <summary>Values that stand for a token, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Embedding { get; init; } = 16;

    /// <summary>The channels of each convolution, each at least 1; at least one convolution.</summary>
    [Range(1, int.MaxValue)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [32];

    /// <summary>Tokens of a window, at least 1.</summary>
    [Range(1, 99)]
    public int Kernel { get; init; } = 5;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({string.Join('-', Channels)})";

    /// <summary>Numbers of tokens stay as they are.</summary>
    public override Dataset Prepare(Dataset data) => data;

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) => Tokens.WhyUnfit(data, Vocabulary);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        List<Layer> layers = [.. Tokens.Embedded(features, Vocabulary, Embedding)];
        var sequence = new ImageShape(1, features, Embedding);
        foreach (var (i, channels) in Channels.Index())
        {
            var convolution = new Convolution($"convolution {i + 1}", sequence, channels, (1, Kernel), Stride: 2);
            layers.AddRange([convolution, new Activated(Activation.Relu)]);
            sequence = convolution.Shape;
        }

        return [.. layers, new Dense("dense", sequence.Count, classes)];
    }
}
