using System.ComponentModel.DataAnnotations;
using PrivacyBench.Federation.Layers;

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
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        int[] widths = [features, .. Hidden];
        return
        [
            .. Hidden.Index().SelectMany(hidden => new Layer[]
            {
                new Dense($"layer {hidden.Index + 1}", widths[hidden.Index], hidden.Item),
                new Activated(Activation),
            }),
            new Dense($"layer {Hidden.Count + 1}", widths[^1], classes),
        ];
    }
}
