using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A small residual network for square images of one channel or of three (He et al. 2016, "Identity mappings in deep residual networks"): for
/// each width a convolution, with stride 2 from the second on, and residual blocks of normalisation, ReLU and convolution, twice; then the mean over places and a
/// dense layer. Normalisation is by groups of channels, since batch normalisation mixes records.
/// </summary>
public sealed record ResNet : Architecture
{
    /// <summary>The channels of each stage, each at least 1 and a multiple of <see cref="Groups"/>; at least one stage.</summary>
    [Range(1, int.MaxValue)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [8, 16];

    /// <summary>Residual blocks of each stage, at least 1.</summary>
    [Range(1, 100)]
    public int Blocks { get; init; } = 1;

    /// <summary>Groups of channels that are normalised together, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Groups { get; init; } = 4;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({string.Join('-', Channels)}{(Blocks == 1 ? "" : $", {Blocks} blocks")})";

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) => SquareImages.WhyUnfit(data)
        ?? (Channels.FirstOrDefault(c => c % Groups != 0) is var odd and not 0 ? $"channels in {Groups} groups of equal size; {odd} is no multiple of 'groups'" : null);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        var image = SquareImages.Of(features);
        var layers = new List<Layer>();
        foreach (var (stage, channels) in Channels.Index())
        {
            var convolution = new Convolution($"convolution {stage + 1}", image, channels, (3, 3), Stride: stage == 0 ? 1 : 2, Planar: stage == 0);
            image = convolution.Shape;
            layers.Add(convolution);
            for (var block = 0; block < Blocks; block++)
            {
                layers.AddRange(Residual.Of(image.Count, [.. Half($"block {stage + 1}.{block + 1}a", image), .. Half($"block {stage + 1}.{block + 1}b", image)]));
            }
        }

        return
        [
            .. layers, new Normalized("normalisation", image, Groups, AtEachPlace: false), new Activated(Activation.Relu), Pooling.OverAll(image),
            new Dense("dense", image.Channels, classes),
        ];
    }

    private Layer[] Half(string name, ImageShape image) =>
    [
        new Normalized($"{name} normalisation", image, Groups, AtEachPlace: false), new Activated(Activation.Relu),
        new Convolution(name, image, image.Channels, (3, 3), Stride: 1),
    ];
}
