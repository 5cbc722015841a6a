using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// A recurrent layer with a cell (Hochreiter and Schmidhuber 1997; Gers et al. 2000): i, f, o = σ([x, h]·W + b), g = tanh([x, h]·W + b), c ← f·c + i·g,
/// h ← o·tanh(c), with one weight [in + hidden, 4·hidden] and one bias for all four. Every state goes out.
/// </summary>
/// <param name="Name">What its parameters are called.</param>
/// <param name="In">The sequence that comes in.</param>
/// <param name="Hidden">Values of a state.</param>
internal sealed record LongShortTermMemory(string Name, ImageShape In, int Hidden) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
    [
        new($"{Name} weight", [In.Channels + Hidden, 4 * Hidden], 1 / Math.Sqrt(Hidden)), new($"{Name} bias", [4 * Hidden], 1 / Math.Sqrt(Hidden)),
    ];

    /// <summary>Every place keeps what came in, the state before, the gates and the cell [models, batch, places, in + 6·hidden].</summary>
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var places = input.unflatten(2, [In.Columns, In.Channels]);
        var entered = bmm(places.reshape(input.shape[0], -1, In.Channels), parameters[0].narrow(1, 0, In.Channels))
            .add_(parameters[1].unsqueeze(1), Held.One).view(input.shape[0], input.shape[1], In.Columns, -1);
        var again = parameters[0].narrow(1, In.Channels, Hidden);
        var (state, cell) = (zeros(input.shape[0], input.shape[1], Hidden), zeros(input.shape[0], input.shape[1], Hidden));
        var (states, kept) = (new List<Tensor>(), new List<Tensor>());
        for (var t = 0; t < In.Columns; t++)
        {
            var all = bmm(state, again).add_(entered.select(2, t), Held.One);
            var (gates, candidate) = (all.narrow(2, 0, 3 * Hidden).sigmoid(), all.narrow(2, 3 * Hidden, Hidden).tanh());
            cell = gates.narrow(2, Hidden, Hidden).mul(cell).add_(gates.narrow(2, 0, Hidden).mul(candidate), Held.One);
            kept.Add(cat([places.select(2, t), state, gates, candidate, cell], 2));
            state = gates.narrow(2, 2 * Hidden, Hidden).mul(cell.tanh());
            states.Add(state);
        }

        return (stack(states, 2).flatten(2), stack(kept, 2));
    }

    /// <summary>The gradient by the products of every place, back through time [models, batch, places · 4 · hidden].</summary>
    /// <inheritdoc/>
    public override Tensor AtParameters(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var states = delta.unflatten(2, [In.Columns, Hidden]);
        var again = parameters[0].narrow(1, In.Channels, Hidden).transpose(1, 2);
        var (byState, byCell) = (zeros(delta.shape[0], delta.shape[1], Hidden), zeros(delta.shape[0], delta.shape[1], Hidden));
        var found = new Tensor[In.Columns];
        for (var t = In.Columns - 1; t >= 0; t--)
        {
            Tensor Part(int number, int of) => kept.select(2, of).narrow(2, In.Channels + (number * Hidden), Hidden);
            var (input, forget, output, candidate, cell) = (Part(1, t), Part(2, t), Part(3, t), Part(4, t), Part(5, t).tanh());
            byState = byState.add(states.select(2, t), Held.One);
            byCell = byCell.add(byState.mul(output).mul_(Recurrence.OneLessSquare(cell)), Held.One);
            found[t] = cat(
                [
                    byCell.mul(candidate).mul_(Recurrence.SigmoidSlope(input)),
                    t == 0 ? zeros_like(forget) : byCell.mul(Part(5, t - 1)).mul_(Recurrence.SigmoidSlope(forget)),
                    byState.mul(cell).mul_(Recurrence.SigmoidSlope(output)),
                    byCell.mul(input).mul_(Recurrence.OneLessSquare(candidate)),
                ],
                2);
            byState = bmm(found[t], again);
            byCell = byCell.mul(forget);
        }

        return stack(found, 2).flatten(2);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters) =>
        bmm(Places(delta).reshape(delta.shape[0], -1, 4 * Hidden), parameters[0].narrow(1, 0, In.Channels).transpose(1, 2))
            .view(delta.shape[0], delta.shape[1], -1);

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) => Windowed.Gradients(Windows(kept), Places(delta));

    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept) => Windowed.SquaredNorms(Windows(kept), Places(delta));

    /// <inheritdoc/>
    public override Tensor Products(Tensor delta, Tensor input, Tensor kept, IReadOnlyList<Tensor> directions) =>
        Windowed.Products(Windows(kept), Places(delta), directions[0], directions[1]);

    private Tensor Places(Tensor delta) => delta.unflatten(2, [In.Columns, 4 * Hidden]);

    private Tensor Windows(Tensor kept) => kept.narrow(3, 0, In.Channels + Hidden);
}
