using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A recurrent network over a sequence of tokens (Cho et al. 2014): embeddings, one gated recurrent layer, and a dense layer on the mean of its states. The
/// features of a record are the tokens' numbers.
/// </summary>
public sealed record Gru : Architecture
{
    /// <summary>How many tokens there are; their numbers are from 0 to below it.</summary>
    [Range(2, int.MaxValue)]
    public int Vocabulary { get; init; } = 64;

    /// <summary>Values that stand for a token, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Embedding { get; init; } = 16;

    /// <summary>Values of a state, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Hidden { get; init; } = 32;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({Hidden})";

    /// <summary>Numbers of tokens stay as they are.</summary>
    public override Dataset Prepare(Dataset data) => data;

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) => Tokens.WhyUnfit(data, Vocabulary);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes) =>
    [
        .. Tokens.Embedded(features, Vocabulary, Embedding), new GatedRecurrence("recurrent", new(1, features, Embedding), Hidden),
        Pooling.OverAll(new(1, features, Hidden)), new Dense("dense", Hidden, classes),
    ];
}
