using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>What an adversary wants to know of the gradient of each record's loss ∇ℓ(θ; z), without making a single one.</summary>
internal static class RecordGradients
{
    /// <summary>‖∇ℓ(θ; z)‖₂ for each model and record.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="stack">The parameters θ of each model.</param>
    /// <param name="candidates">The records z.</param>
    public static float[][] Norms(Model model, IReadOnlyList<float[]> stack, Candidates candidates) =>
    [
        .. stack.Chunk(RecordColumns.ModelsAtOnce).SelectMany(chunk => RecordColumns.Of(candidates, (records, labels) =>
            Backpropagation.Of(model, Split(model, chunk), records.expand(chunk.Length, -1, -1), labels.expand(chunk.Length, -1), Ones(chunk.Length, labels), null)
                .SquaredNorms().sqrt_())),
    ];

    /// <summary>⟨∇ℓ(θ; z), Δ⟩ for each direction Δ and record, and ‖∇ℓ(θ; z)‖₂ for each record.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="at">The parameters θ.</param>
    /// <param name="directions">The vectors Δ, each as long as θ; at least one.</param>
    /// <param name="candidates">The records z.</param>
    public static (float[][] Products, float[] Norms) Along(Model model, float[] at, IReadOnlyList<float[]> directions, Candidates candidates)
    {
        float[][] all = RecordColumns.Of(candidates, (records, labels) =>
        {
            var way = Backpropagation.Of(model, Split(model, [at]), records, labels, Ones(1, labels), null);
            return cat([way.Products(Split(model, directions)), way.SquaredNorms().sqrt_()]);
        });
        return (all[..^1], all[^1]);
    }

    private static IReadOnlyList<IReadOnlyList<Tensor>> Split(Model model, IReadOnlyList<float[]> stack) => model.Split(FlatStack.Of(stack));

    private static Tensor Ones(long models, Tensor labels) => ones([models, labels.shape[1]]);
}
