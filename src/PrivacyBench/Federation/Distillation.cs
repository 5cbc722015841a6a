using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>
/// Learning through predictions on public records (Li and Wang 2019, FedMD). What a client shares is by how much training moved the
/// probabilities that its model gives these records; whoever knows the model that it started from has the probabilities themselves,
/// and learns a model from them: the server from their mean (Lin et al. 2020, ensemble distillation), an adversary from a single
/// client's (Hu et al. 2023, source inference on FedMD).
/// </summary>
/// <param name="model">How flat vectors are read as models.</param>
/// <param name="records">The public records, whose labels nobody uses.</param>
/// <param name="training">How a model is learnt from probabilities; batches keep the records' order, so that the result is the same whoever computes it.</param>
public sealed class Distillation(Model model, Candidates records, LocalTraining training)
{
    private const int ModelsAtOnce = 32;

    /// <summary>The number of values that a client shares: one for each public record and label.</summary>
    public int Values => records.Count * model.Classes;

    /// <summary>What clients share whose training changed their parameters.</summary>
    /// <param name="starts">For each client the model that it started from.</param>
    /// <param name="updates">For each client by how much its parameters changed.</param>
    internal float[][] Share(IReadOnlyList<float[]> starts, IReadOnlyList<float[]> updates) =>
        InChunks(starts, updates, (known, start, update) =>
            Probabilities(known, start.add(update, Held.One)).add_(Probabilities(known, start), Held.MinusOne));

    /// <summary>By how much parameters change when models learn from what was shared. Where nothing was, nothing changes.</summary>
    /// <param name="starts">For each model its parameters.</param>
    /// <param name="shared">For each model what a client shared, or a mean or an estimate of it, with noise or without.</param>
    internal float[][] Learn(IReadOnlyList<float[]> starts, IReadOnlyList<float[]> shared) => InChunks(starts, shared, (known, start, moves) =>
    {
        var targets = Targets(Probabilities(known, start), moves);
        return StackedTraining.Towards(model, training, start, Batches.InOrder(known, targets, training.BatchSize)).add_(start, Held.MinusOne);
    });

    /// <summary>The probabilities that were meant: none is below 0, those of a record add up to 1.</summary>
    private static Tensor Targets(Tensor before, Tensor moves)
    {
        var meant = before.add(moves.view(before.shape), Held.One).clamp_min(Held.Zero);
        var sums = meant.sum(2, keepdim: true);
        return where(sums.gt(Held.Zero), meant.div(sums), before);
    }

    /// <summary>What each model of a stack [models, parameters] says of each public record [models, records, classes].</summary>
    private Tensor Probabilities(Tensor known, Tensor stack) =>
        model.Logits(model.Split(stack), known.unsqueeze(0).expand(stack.shape[0], -1, -1)).softmax(2);

    /// <summary>Takes a step with the features of the public records [records, features] and a stack of each side [models, …].</summary>
    private float[][] InChunks(IReadOnlyList<float[]> left, IReadOnlyList<float[]> right, Func<Tensor, Tensor, Tensor, Tensor> step)
    {
        using var noGradient = no_grad();
        using var known = Inference.Gather(records, [.. Enumerable.Range(0, records.Count)]);
        return
        [
            .. left.Zip(right).Chunk(ModelsAtOnce).SelectMany(some =>
            {
                using var scope = NewDisposeScope();
                return FlatStack.Rows(step(known, FlatStack.Of([.. some.Select(of => of.First)]), FlatStack.Of([.. some.Select(of => of.Second)]))).ToArray();
            }),
        ];
    }
}
