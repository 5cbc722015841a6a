using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017): each place becomes the mean of all places' values, weighed by softmax(QKᵀ/√d), in heads side by
/// side. Queries, keys and values come in as a place's channels, in this order; their projections are layers of their own.
/// </summary>
/// <param name="Length">Places of a sequence.</param>
/// <param name="Width">Channels that go out, a third of those that come in.</param>
/// <param name="Heads">Heads, a divisor of the width.</param>
internal sealed record Attention(int Length, int Width, int Heads) : Layer
{
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        using var scale = Scale();
        var (queries, keys, values) = Parts(input);
        var weights = matmul(queries, keys.transpose(-2, -1)).mul_(scale).softmax(-1);
        return (Together(matmul(weights, values)), cat([input, weights.flatten(2)], 2));
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        using var scale = Scale();
        var (queries, keys, values) = Parts(kept.narrow(2, 0, 3L * Length * Width));
        var weights = kept.narrow(2, 3L * Length * Width, (long)Heads * Length * Length).unflatten(2, [Heads, Length, Length]);
        var back = OfHeads(delta.unflatten(2, [Length, Width]));
        var byWeights = matmul(back, values.transpose(-2, -1)).mul_(weights);
        var byProducts = byWeights.add_(weights.mul(byWeights.sum(-1, keepdim: true)), Held.MinusOne).mul_(scale);
        Tensor[] parts =
        [
            matmul(byProducts, keys), matmul(byProducts.transpose(-2, -1), queries), matmul(weights.transpose(-2, -1), back),
        ];
        return cat([.. parts.Select(part => part.transpose(2, 3).flatten(3))], 3).flatten(2);
    }

    private Scalar Scale() => Math.Sqrt((double)Heads / Width).ToScalar();

    private (Tensor Queries, Tensor Keys, Tensor Values) Parts(Tensor input)
    {
        var places = input.unflatten(2, [Length, 3 * Width]);
        Tensor Part(int number) => OfHeads(places.narrow(3, number * Width, Width));
        return (Part(0), Part(1), Part(2));
    }

    /// <summary>[models, batch, places, width] as [models, batch, heads, places, values of a head].</summary>
    private Tensor OfHeads(Tensor places) => places.unflatten(3, [Heads, Width / Heads]).transpose(2, 3);

    private static Tensor Together(Tensor heads) => heads.transpose(2, 3).flatten(2);
}
