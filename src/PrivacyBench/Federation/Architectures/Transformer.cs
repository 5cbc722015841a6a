using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A small encoder over a sequence of tokens (Vaswani et al. 2017, with normalisation before each part: Xiong et al. 2020): embeddings of tokens and
/// places, blocks of attention and of two dense layers, each beside a residual path, and a dense layer on the mean over places. The features of a record are the
/// tokens' numbers.
/// </summary>
public sealed record Transformer : Architecture
{
    /// <summary>How many tokens there are; their numbers are from 0 to below it.</summary>
    [Range(2, int.MaxValue)]
    public int Vocabulary { get; init; } = 64;

    /// <summary>Values that stand for a token, at least 1 and a multiple of <see cref="Heads"/>.</summary>
    [Range(1, int.MaxValue)]
    public int Width { get; init; } = 32;

    /// <summary>Heads of attention, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Heads { get; init; } = 2;

    /// <summary>Blocks, at least 1.</summary>
    [Range(1, 100)]
    public int Blocks { get; init; } = 1;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({Width}, {Heads} heads, {Blocks} {(Blocks == 1 ? "block" : "blocks")})";

    /// <summary>Numbers of tokens stay as they are.</summary>
    public override Dataset Prepare(Dataset data) => data;

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) =>
        Width % Heads != 0 ? $"a 'width' that {Heads} heads share equally; {Width} is no multiple" : Tokens.WhyUnfit(data, Vocabulary);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        var sequence = new ImageShape(1, features, Width);
        return
        [
            .. Tokens.Embedded(features, Vocabulary, Width), new Shift("places", sequence.Count, 1 / Math.Sqrt(Width)),
            .. Enumerable.Range(1, Blocks).SelectMany(block => Block($"block {block}", sequence)),
            new Normalized("normalisation", sequence, 1, AtEachPlace: true), Pooling.OverAll(sequence), new Dense("dense", Width, classes),
        ];
    }

    private IEnumerable<Layer> Block(string name, ImageShape sequence) =>
    [
        .. Residual.Of(
            sequence.Count,
            [
                new Normalized($"{name} attention normalisation", sequence, 1, AtEachPlace: true), AtEach($"{name} queries, keys, values", sequence, 3 * Width),
                new Attention(sequence.Columns, Width, Heads), AtEach($"{name} attention", sequence, Width),
            ]),
        .. Residual.Of(
            sequence.Count,
            [
                new Normalized($"{name} normalisation", sequence, 1, AtEachPlace: true), AtEach($"{name} wide", sequence, 2 * Width),
                new Activated(Activation.Gelu), AtEach($"{name} narrow", sequence with { Channels = 2 * Width }, Width),
            ]),
    ];

    /// <summary>The same dense layer at each place: a convolution whose window is one place.</summary>
    private static Convolution AtEach(string name, ImageShape sequence, int width) => new(name, sequence, width, (1, 1), Stride: 1);
}
