using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// x + f(x) (He et al. 2016), as a chain like any other: a fork writes x twice, the layers of f work on the first copy with the second beside
/// them, and a join adds the two. So every layer of f keeps its own gradients and norms.
/// </summary>
internal static class Residual
{
    /// <summary>The chain of x + f(x).</summary>
    /// <param name="values">Values of x, which f leaves as many.</param>
    /// <param name="inner">The layers of f.</param>
    public static IEnumerable<Layer> Of(int values, IEnumerable<Layer> inner) => [new Fork(), .. inner.Select(layer => new Beside(layer, values)), new Join()];

    private sealed record Fork : Layer
    {
        public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training) =>
            (cat([input, input], 2), Nothing);

        public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => Sum(delta);
    }

    private sealed record Join : Layer
    {
        public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training) =>
            (Sum(input), Nothing);

        public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) => cat([delta, delta], 2);
    }

    private static Tensor Nothing => zeros(0);

    private static Tensor Sum(Tensor both)
    {
        var half = both.shape[2] / 2;
        return both.narrow(2, 0, half).add(both.narrow(2, half, half), Held.One);
    }
}
