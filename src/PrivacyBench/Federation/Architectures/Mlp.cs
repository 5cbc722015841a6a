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

    /// <summary>The probability that training sets an output of a hidden layer to 0, from 0 (off) to 1 (exclusive).</summary>
    [Range(0d, 1d, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    /// <inheritdoc/>
    public override string Label =>
        $"{base.Label}({string.Join('-', Hidden)}"
        + (Activation == Activation.Relu ? "" : $", {Activation}".ToLowerInvariant())
        + (Dropout == 0 ? ")" : FormattableString.Invariant($", dropout {Dropout})"));

    /// <inheritdoc/>
    internal override IReadOnlyList<Layer> Layers(int features, int classes)
    {
        int[] widths = [features, .. Hidden];
        var layers = new List<Layer>();
        foreach (var (i, width) in Hidden.Index())
        {
            layers.AddRange([new Dense($"layer {i + 1}", widths[i], width), new Activated(Activation)]);
            if (Dropout > 0)
            {
                layers.Add(new Dropout(Dropout));
            }
        }

        return [.. layers, new Dense($"layer {Hidden.Count + 1}", widths[^1], classes)];
    }
}
