using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// What follows for a weight [window, out] and a bias [out] that meet every place of a record: y = Σ x·W + b at each. Tensors are windows
/// [models, batch, places, window] and the gradients by what goes out of each place [models, batch, places, out].
/// </summary>
internal static class Windowed
{
    /// <summary>The gradients of the weight and of the bias, summed over the batch.</summary>
    public static Tensor[] Gradients(Tensor windows, Tensor places)
    {
        var all = places.reshape(places.shape[0], -1, places.shape[3]);
        return [bmm(windows.reshape(places.shape[0], -1, windows.shape[3]).transpose(1, 2), all), all.sum(1)];
    }

    /// <summary>
    /// The squared norms of each record's gradient [models, batch]: Σ ⟨xₛ, xₜ⟩·⟨δₛ, δₜ⟩ over all pairs of places for the weight, where they are fewer than
    /// the values of a gradient, else the gradient of each record (Li et al. 2022; Bu, Mao and Xu 2022, arXiv:2205.10683); ‖Σ δₛ‖² for the bias.
    /// </summary>
    public static Tensor SquaredNorms(Tensor windows, Tensor places)
    {
        var (models, batch, count, width) = (places.shape[0], places.shape[1], places.shape[2], places.shape[3]);
        var by = places.reshape(models * batch, count, width);
        var of = windows.expand(models, batch, count, -1).reshape(models * batch, count, -1);
        var ofWeight = 2 * count * count <= of.shape[2] * width
            ? bmm(of, of.transpose(1, 2)).mul_(bmm(by, by.transpose(1, 2))).sum([1, 2])
            : Squares(bmm(of.transpose(1, 2), by)).sum([1, 2]);
        return ofWeight.add_(Squares(by.sum(1)).sum(1), Held.One).view(models, batch);
    }

    /// <summary>The inner products of each record's gradient with each of some directions [directions, batch], for one model.</summary>
    public static Tensor Products(Tensor windows, Tensor places, Tensor weight, Tensor bias)
    {
        var (batch, count) = (places.shape[1], places.shape[2]);
        var output = matmul(windows.reshape(1, batch * count, -1), weight).add_(bias.unsqueeze(1), Held.One);
        return output.view(weight.shape[0], batch, count, -1).mul_(places).sum([2, 3]);
    }

    private static Tensor Squares(Tensor of) => of.mul(of);
}
