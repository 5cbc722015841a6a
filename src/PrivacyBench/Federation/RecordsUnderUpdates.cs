using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>
/// What updates Δ of one model θ do to records z, in one pass: the product of a record with the first layer of an update is most of
/// the work, and serves the local model θ + Δ as well as the inner product with the gradient.
/// </summary>
/// <param name="Losses">For each update and record the loss ℓ(θ + Δ; z).</param>
/// <param name="LocalNorms">‖∇ℓ(θ + Δ; z)‖₂.</param>
/// <param name="Products">⟨∇ℓ(θ; z), Δ⟩.</param>
/// <param name="Norms">For each record ‖∇ℓ(θ; z)‖₂.</param>
internal sealed record RecordsUnderUpdates(float[][] Losses, float[][] LocalNorms, float[][] Products, float[] Norms)
{
    /// <summary>Asks about all records.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="at">The parameters θ.</param>
    /// <param name="updates">The vectors Δ, each as long as θ; at least one.</param>
    /// <param name="candidates">The records z.</param>
    public static RecordsUnderUpdates Of(Model model, float[] at, IReadOnlyList<float[]> updates, Candidates candidates)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (start, changes) = (FlatStack.Of([at]), FlatStack.Of(updates));
        var (from, change, to) = (model.Split(start), model.Split(changes), model.Split(changes.add(start, Held.One)));
        var rows = RecordColumns.Of(model, updates.Count, candidates, (records, labels) =>
        {
            // The first layer is linear in its parameters: what it gives in a local model is a sum.
            var entry = LayerEntry.Of(model, from, records, null);
            var moved = model.Layers[entry.Layer].Forward(entry.Input.expand(updates.Count, -1, -1), change[entry.Layer], null).Output;
            var local = entry with { Output = moved.add(entry.Output, Held.One) };
            var targets = Batches.OneHot(labels, model.Classes);
            var weights = ones(labels.shape);
            var before = Backpropagation.From(entry, model, from, targets, weights, null);
            var after = Backpropagation.From(local, model, to, targets, weights, null);
            return cat([Inference.Loss(after.Output.transpose(1, 2), labels), after.SquaredNorms().sqrt_(), before.Products(change, moved), before.SquaredNorms().sqrt_()]);
        });
        var n = updates.Count;
        return new(rows[..n], rows[n..(2 * n)], rows[(2 * n)..^1], rows[^1]);
    }
}
