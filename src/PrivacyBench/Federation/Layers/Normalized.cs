using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// x̂·γ + β, with x̂ the values of a record brought to mean 0 and variance 1 within groups of channels, γ and β one for each channel, started at 1
/// and 0: over all places at once (Wu and He 2018, group normalisation), or at each place by itself (Ba, Kiros and Hinton 2016, layer normalisation).
/// </summary>
/// <remarks>
/// Batch normalisation is not offered: it brings the records of a batch to a common mean, so that a record's gradient depends on the others, which
/// neither clipping record by record nor its guarantee allows.
/// </remarks>
/// <param name="Name">What its parameters are called.</param>
/// <param name="Shape">What comes in, the channels of a place together.</param>
/// <param name="Groups">Groups of channels, a divisor of their number.</param>
/// <param name="AtEachPlace">Whether every place has a mean and variance of its own.</param>
internal sealed record Normalized(string Name, ImageShape Shape, int Groups, bool AtEachPlace) : Layer
{
    private static readonly Scalar Small = 1e-5.ToScalar();

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters { get; } =
        [new($"{Name} scale", [Shape.Channels], 0) { Center = 1 }, new($"{Name} shift", [Shape.Channels], 0)];

    /// <inheritdoc/>
    public override bool HasCheapNorms => true;

    // Means are over the places and the channels of a group, or over these channels alone, of [models, batch, places, groups, channels].
    private long[] Over => AtEachPlace ? [4] : [2, 4];

    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var values = Grouped(input);
        var centred = values.add(values.mean(Over, keepdim: true), Held.MinusOne);
        var scale = centred.mul(centred).mean(Over, keepdim: true).add_(Small, Held.One).rsqrt_();
        var normal = centred.mul(scale).view(input.shape);
        var output = ByChannel(normal).mul(parameters[0].unsqueeze(1).unsqueeze(1)).add_(parameters[1].unsqueeze(1).unsqueeze(1), Held.One);
        return (output.view(input.shape), cat([normal, scale.flatten(2)], 2));
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var normal = Grouped(Normal(kept));
        var back = Grouped(ByChannel(delta).mul(parameters[0].unsqueeze(1).unsqueeze(1)).flatten(2));
        var scale = kept.narrow(2, Shape.Count, kept.shape[2] - Shape.Count).view(kept.shape[0], kept.shape[1], AtEachPlace ? -1 : 1, Groups, 1);
        var along = back.mul(normal).mean(Over, keepdim: true).mul(normal);
        return back.add(back.mean(Over, keepdim: true), Held.MinusOne).add_(along, Held.MinusOne).mul_(scale).flatten(2);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept)
    {
        var (scale, shift) = EachRecord(delta, kept);
        return [scale.sum(1), shift.sum(1)];
    }

    /// <summary>Each record's gradient is short, so it is made.</summary>
    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept)
    {
        var (scale, shift) = EachRecord(delta, kept);
        return scale.mul(scale).add_(shift.mul(shift), Held.One).sum(2);
    }

    private (Tensor Scale, Tensor Shift) EachRecord(Tensor delta, Tensor kept)
    {
        var places = ByChannel(delta);
        return (ByChannel(Normal(kept)).mul(places).sum(2), places.sum(2));
    }

    private Tensor Normal(Tensor kept) => kept.narrow(2, 0, Shape.Count);

    private Tensor Grouped(Tensor of) => of.reshape(of.shape[0], of.shape[1], -1, Groups, Shape.Channels / Groups);

    private Tensor ByChannel(Tensor of) => of.reshape(of.shape[0], of.shape[1], -1, Shape.Channels);
}
