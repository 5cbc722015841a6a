using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation.Layers;

/// <summary>
/// A gated recurrent layer (Cho et al. 2014): r, z = σ([h, x]·W + b), n = tanh([x, r·h]·U + c), h ← z·h + (1 − z)·n, with weights [in + hidden, …].
/// Every state goes out.
/// </summary>
/// <param name="Name">What its parameters are called.</param>
/// <param name="In">The sequence that comes in.</param>
/// <param name="Hidden">Values of a state.</param>
internal sealed record GatedRecurrence(string Name, ImageShape In, int Hidden) : Layer
{
    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
    [
        new($"{Name} gates weight", [Hidden + In.Channels, 2 * Hidden], Bound), new($"{Name} gates bias", [2 * Hidden], Bound),
        new($"{Name} candidate weight", [In.Channels + Hidden, Hidden], Bound), new($"{Name} candidate bias", [Hidden], Bound),
    ];

    private double Bound => 1 / Math.Sqrt(Hidden);

    /// <summary>
    /// Every place keeps h, x, r·h, r, z and n [models, batch, places, in + 5·hidden], so that what meets either weight lies side by side.
    /// </summary>
    /// <inheritdoc/>
    public override (Tensor Output, Tensor Kept) Forward(Tensor input, IReadOnlyList<Tensor> parameters, IReadOnlyList<RandomStream>? training)
    {
        var places = input.unflatten(2, [In.Columns, In.Channels]);
        Tensor Entered(Tensor weight, Tensor bias) => bmm(places.reshape(input.shape[0], -1, In.Channels), weight)
            .add_(bias.unsqueeze(1), Held.One).view(input.shape[0], input.shape[1], In.Columns, -1);
        var toGates = Entered(parameters[0].narrow(1, Hidden, In.Channels), parameters[1]);
        var toCandidate = Entered(parameters[2].narrow(1, 0, In.Channels), parameters[3]);
        var state = zeros(input.shape[0], input.shape[1], Hidden);
        var (states, kept) = (new List<Tensor>(), new List<Tensor>());
        for (var t = 0; t < In.Columns; t++)
        {
            var gates = bmm(state, parameters[0].narrow(1, 0, Hidden)).add_(toGates.select(2, t), Held.One).sigmoid();
            var (reset, stay) = (gates.narrow(2, 0, Hidden), gates.narrow(2, Hidden, Hidden));
            var left = reset.mul(state);
            var candidate = bmm(left, parameters[2].narrow(1, In.Channels, Hidden)).add_(toCandidate.select(2, t), Held.One).tanh();
            kept.Add(cat([state, places.select(2, t), left, gates, candidate], 2));
            state = stay.mul(state).add_(Recurrence.OneLess(stay).mul(candidate), Held.One);
            states.Add(state);
        }

        return (stack(states, 2).flatten(2), stack(kept, 2));
    }

    /// <summary>The gradient by the products of every place, back through time [models, batch, places · 3 · hidden]: gates, candidate.</summary>
    /// <inheritdoc/>
    public override Tensor AtParameters(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        var states = delta.unflatten(2, [In.Columns, Hidden]);
        var (gatesAgain, candidateAgain) = (parameters[0].narrow(1, 0, Hidden).transpose(1, 2), parameters[2].narrow(1, In.Channels, Hidden).transpose(1, 2));
        var byState = zeros(delta.shape[0], delta.shape[1], Hidden);
        var found = new Tensor[In.Columns];
        for (var t = In.Columns - 1; t >= 0; t--)
        {
            var at = kept.select(2, t);
            Tensor Part(int number) => at.narrow(2, Hidden + In.Channels + (number * Hidden), Hidden);
            var (state, reset, stay, candidate) = (at.narrow(2, 0, Hidden), Part(1), Part(2), Part(3));
            byState = byState.add(states.select(2, t), Held.One);
            var byCandidate = byState.mul(Recurrence.OneLess(stay)).mul_(Recurrence.OneLessSquare(candidate));
            var byLeft = bmm(byCandidate, candidateAgain);
            var byGates = cat(
                [
                    byLeft.mul(state).mul_(Recurrence.SigmoidSlope(reset)),
                    byState.mul(state.add(candidate, Held.MinusOne)).mul_(Recurrence.SigmoidSlope(stay)),
                ],
                2);
            found[t] = cat([byGates, byCandidate], 2);
            byState = byState.mul(stay).add_(byLeft.mul(reset), Held.One).add_(bmm(byGates, gatesAgain), Held.One);
        }

        return stack(found, 2).flatten(2);
    }

    /// <inheritdoc/>
    public override Tensor Backward(Tensor delta, Tensor kept, IReadOnlyList<Tensor> parameters)
    {
        Tensor By(Tensor places, Tensor weight) => bmm(places.reshape(delta.shape[0], -1, places.shape[3]), weight.transpose(1, 2));
        return By(Gates(delta), parameters[0].narrow(1, Hidden, In.Channels))
            .add_(By(Candidates(delta), parameters[2].narrow(1, 0, In.Channels)), Held.One).view(delta.shape[0], delta.shape[1], -1);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Tensor> Gradients(Tensor delta, Tensor kept) =>
        [.. Windowed.Gradients(OfGates(kept), Gates(delta)), .. Windowed.Gradients(OfCandidates(kept), Candidates(delta))];

    /// <inheritdoc/>
    public override Tensor SquaredNorms(Tensor delta, Tensor kept) =>
        Windowed.SquaredNorms(OfGates(kept), Gates(delta)).add_(Windowed.SquaredNorms(OfCandidates(kept), Candidates(delta)), Held.One);

    /// <inheritdoc/>
    public override Tensor Products(Tensor delta, Tensor input, Tensor kept, IReadOnlyList<Tensor> directions) =>
        Windowed.Products(OfGates(kept), Gates(delta), directions[0], directions[1])
            .add_(Windowed.Products(OfCandidates(kept), Candidates(delta), directions[2], directions[3]), Held.One);

    private Tensor Gates(Tensor delta) => delta.unflatten(2, [In.Columns, 3 * Hidden]).narrow(3, 0, 2 * Hidden);

    private Tensor Candidates(Tensor delta) => delta.unflatten(2, [In.Columns, 3 * Hidden]).narrow(3, 2 * Hidden, Hidden);

    private Tensor OfGates(Tensor kept) => kept.narrow(3, 0, Hidden + In.Channels);

    private Tensor OfCandidates(Tensor kept) => kept.narrow(3, Hidden, In.Channels + Hidden);
}
