using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>An activation on every value.</summary>
/// <param name="By">Which one.</param>
internal sealed record Activated(Activation By) : Layer
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        if (By == Activation.Gelu)
        {
            return (nn.functional.gelu(input), input);
        }

        var output = By == Activation.Relu ? input.relu_() : input.tanh_();
        return (output, output);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => By switch
    {
        // After ReLU the sign of an output is 1 where its input was above 0, else 0.
        Activation.Relu => kept.sign().mul_(delta),
        Activation.Tanh => kept.mul(kept).mul_(delta).neg_().add_(delta, Held.One),
        _ => GeluSlope(kept).mul_(delta),
    };

    /// <summary>Φ(x) + x·φ(x).</summary>
    private static Tensor GeluSlope(Tensor x)
    {
        var density = x.mul(x).mul_(Held.MinusHalf).exp_().mul_(Held.GaussianPeak);
        return x.mul(Held.RootHalf).erf_().mul_(Held.Half).add_(density.mul_(x), Held.One).add_(Held.Half, Held.One);
    }
}
