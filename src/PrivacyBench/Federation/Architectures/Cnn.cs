using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Federation.Layers;

namespace PrivacyBench.Federation.Architectures;

/// <summary>
/// A small convolutional network for square images of one channel or of three: convolutions with stride 2 in place of pooling
/// (Springenberg et al. 2015), ReLU after each, and a dense layer. A record of s² values is an image of one channel, one of 3·s²
/// values an image of three channels, one whole channel after the other.
/// </summary>
public sealed record Cnn : Architecture
{
    /// <summary>The channels of each convolution, each at least 1; at least one convolution.</summary>
    [Range(1, int.MaxValue)]
    [MinLength(1)]
    public IReadOnlyList<int> Channels { get; init; } = [16, 32];

    /// <summary>Rows and columns of a window, at least 1.</summary>
    [Range(1, 15)]
    public int Kernel { get; init; } = 3;

    /// <inheritdoc/>
    public override string Label => $"{base.Label}({string.Join('-', Channels)})";

    /// <inheritdoc/>
    internal override string? WhyUnfit(Dataset data) => SquareImages.WhyUnfit(data);

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        var image = SquareImages.Of(features);
        var layers = new List<Layer>();
        foreach (var (i, channels) in Channels.Index())
        {
            var convolution = new Convolution($"convolution {i + 1}", image, channels, (Kernel, Kernel), Stride: 2, Planar: i == 0);
            layers.AddRange([convolution, new Activated(Activation.Relu)]);
            image = convolution.Shape;
        }

        return [.. layers, new Dense("dense", image.Count, classes)];
    }
}
