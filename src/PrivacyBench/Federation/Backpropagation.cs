using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Layers;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>
/// One way of some records through a stack of models, forward and back. It holds what enters each layer and the gradient by what
/// leaves it, record by record; from these come the gradients of the parameters, and what can be said of a single record's
/// gradient without making it.
/// </summary>
internal sealed class Backpropagation
{
    private readonly IReadOnlyList<Layer> layers;
    private readonly int first;
    private readonly Tensor[] inputs;
    private readonly Tensor[] kept;
    private readonly Tensor[] deltas;

    static Backpropagation() => NativeHeap.KeepFreed();

    private Backpropagation(Model model, LayerEntry entry)
    {
        layers = model.Layers;
        first = entry.Layer;
        inputs = new Tensor[layers.Count];
        kept = new Tensor[layers.Count];
        deltas = new Tensor[layers.Count];
        (inputs[first], kept[first], Output) = (entry.Input, entry.Kept, entry.Output);
    }

    /// <summary>The logits [models, batch, classes].</summary>
    public Tensor Output { get; private set; }

    /// <summary>Sends records through a stack; the loss of model m is Σᵢ wₘᵢ·ℓₘᵢ, with ℓ the cross-entropy.</summary>
    /// <param name="model">How the parameters are read.</param>
    /// <param name="parameters">The stack's parameters, layer by layer, each [models, …].</param>
    /// <param name="records">Each model's records [models, batch, features].</param>
    /// <param name="labels">Their labels [models, batch] as 64-bit integers.</param>
    /// <param name="weights">Their weights [models, batch].</param>
    /// <param name="training">Each model's stream for what is random in training; null for none, as where an adversary computes gradients.</param>
    public static Backpropagation Of(
        Model model, IReadOnlyList<IReadOnlyList<Tensor>> parameters, Tensor records, Tensor labels, Tensor weights, IReadOnlyList<RandomStream>? training) =>
        Towards(model, parameters, records, Batches.OneHot(labels, model.Classes), weights, training);

    /// <summary>As <see cref="Of"/>, with the wanted probability of every label [models, batch, classes] in place of the labels.</summary>
    public static Backpropagation Towards(
        Model model, IReadOnlyList<IReadOnlyList<Tensor>> parameters, Tensor records, Tensor targets, Tensor weights, IReadOnlyList<RandomStream>? training) =>
        From(LayerEntry.Of(model, parameters, records, training), model, parameters, targets, weights, training);

    /// <summary>The way from behind the first layer with parameters, whose output it may overwrite.</summary>
    /// <inheritdoc cref="Towards"/>
    public static Backpropagation From(
        LayerEntry entry, Model model, IReadOnlyList<IReadOnlyList<Tensor>> parameters, Tensor targets, Tensor weights, IReadOnlyList<RandomStream>? training)
    {
        var way = new Backpropagation(model, entry);
        for (var l = way.first + 1; l < way.layers.Count; l++)
        {
            way.inputs[l] = way.Output;
            (way.Output, way.kept[l]) = way.layers[l].Forward(way.Output, parameters[l], training);
        }

        // A softmax over a few neighbouring values is slow; over rows of the transposed logits it uses the vector registers.
        var delta = way.Output.transpose(1, 2).softmax(1)
            .add_(targets.transpose(1, 2), Held.MinusOne).mul_(weights.unsqueeze(1)).transpose(1, 2);
        for (var l = way.layers.Count - 1; l >= way.first; l--)
        {
            way.deltas[l] = way.layers[l].AtParameters(delta, way.kept[l], parameters[l]);
            delta = l > way.first ? way.layers[l].Backward(way.deltas[l], way.kept[l], parameters[l]) : delta;
        }

        return way;
    }

    /// <summary>The values that the way of one record through one model holds, forward and back.</summary>
    public static long ValuesPerRecord(Model model)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var way = Of(model, model.Split(zeros(1, model.ParameterCount)), zeros(1, 1, model.Features), zeros([1, 1], int64), ones(1, 1), null);
        return way.kept.Concat(way.deltas).Where(of => of is not null).Sum(of => of.numel());
    }

    /// <summary>The gradient of each model's loss, parameter by parameter; every one is made as it is asked for.</summary>
    /// <param name="factors">What each record's part is multiplied by [models, batch], for good: norms are asked for before. Null for 1.</param>
    public IEnumerable<Tensor> Gradients(Tensor? factors = null) =>
        WithParameters().SelectMany(of => of.Item.Gradients(Scaled(deltas[of.Index], factors), kept[of.Index]));

    /// <summary>The squared norm of what each record adds to the gradient of its model's loss [models, batch].</summary>
    public Tensor SquaredNorms() => WithParameters()
        .Select(of => of.Item.SquaredNorms(deltas[of.Index], kept[of.Index]))
        .Aggregate((sum, of) => sum.add_(of, Held.One));

    /// <summary>
    /// The inner product of what each record adds to the gradient of the one model's loss with each of some directions
    /// [directions, batch].
    /// </summary>
    /// <param name="directions">The directions, as parameters of a stack: layer by layer, each [directions, …].</param>
    /// <param name="entered">What the first layer with parameters makes of the records with the directions in their place; null: not known yet.</param>
    public Tensor Products(IReadOnlyList<IReadOnlyList<Tensor>> directions, Tensor? entered = null) => WithParameters()
        .Select(of => of.Index == first && entered is not null
            ? entered.mul(deltas[first]).sum(2)
            : of.Item.Products(deltas[of.Index], inputs[of.Index], kept[of.Index], directions[of.Index]))
        .Aggregate((sum, of) => sum.add_(of, Held.One));

    private IEnumerable<(int Index, Layer Item)> WithParameters() => layers.Index().Where(of => of.Item.Parameters.Count > 0);

    private static Tensor Scaled(Tensor delta, Tensor? factors) => factors is null ? delta : delta.mul_(factors.unsqueeze(2));
}
