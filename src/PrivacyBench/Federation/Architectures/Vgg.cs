using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A small network after Simonyan and Zisserman 2015 for square images of one channel or of three: for each width two 3×3 convolutions with
/// ReLU and the largest value of 2×2 places, then a hidden dense layer.
/// </summary>
public sealed record Vgg : Architecture
{
    /// <summary>The channels of each stage, each at least 1; at least one stage. Each halves rows and columns.</summary>
    [Range(1, int.MaxValue)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [8, 16];

    /// <summary>The width of the hidden dense layer, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int Hidden { get; init; } = 64;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({string.Join('-', Channels)}, {Hidden})";

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) => SquareImages.WhyUnfit(data)
        ?? (SquareImages.Of(data.FeatureCount).Rows >> Channels.Count == 0 ? $"images of at least {1 << Channels.Count} rows, which are halved {Channels.Count} times" : null);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        var image = SquareImages.Of(features);
        var layers = new List<Layer>();
        foreach (var (stage, channels) in Channels.Index())
        {
            var first = new Convolution($"convolution {stage + 1}a", image, channels, (3, 3), Stride: 1, Planar: stage == 0);
            var second = new Convolution($"convolution {stage + 1}b", first.Shape, channels, (3, 3), Stride: 1);
            var pooling = new Pooling(second.Shape, 2, 2, Largest: true);
            layers.AddRange([first, new Activated(Activation.Relu), second, new Activated(Activation.Relu), pooling]);
            image = pooling.Shape;
        }

        return [.. layers, new Dense("hidden", image.Count, Hidden), new Activated(Activation.Relu), new Dense("dense", Hidden, classes)];
    }
}
