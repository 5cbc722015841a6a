using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Queries many models of one architecture with the same records.</summary>
internal static class Inference
{
    private const int ModelsAtOnce = 32;

    /// <summary>What each model says of the candidates.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="stack">The parameters of each model.</param>
    /// <param name="candidates">The records.</param>
    public static IReadOnlyList<Predictions> Query(Model model, IReadOnlyList<float[]> stack, Candidates candidates)
    {
        int[] labels = [.. Enumerable.Range(0, candidates.Count).Select(candidates.Label)];
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var records = Gather(candidates).unsqueeze(0);
        return [.. stack.Chunk(ModelsAtOnce).SelectMany(chunk => Logits(model, chunk, records)).Select(z => new Predictions(z, labels))];
    }

    /// <summary>The gradient of the mean loss of some records at one model's parameters.</summary>
    public static float[] Gradient(Model model, float[] parameters, Candidates records)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var labels = tensor(Enumerable.Range(0, records.Count).Select(i => (long)records.Label(i)).ToArray(), [1, records.Count]);
        using var share = (1.0 / records.Count).ToScalar();
        var weights = full([1, records.Count], share);
        var stack = model.Split(FlatStack.Of([parameters]));
        var way = Backpropagation.Of(model, stack, Gather(records).unsqueeze(0), labels, weights, training: null);
        return [.. way.Gradients().SelectMany(gradient => FlatStack.Rows(gradient).Single())];
    }

    private static IEnumerable<float[]> Logits(Model model, float[][] stack, Tensor records)
    {
        using var scope = NewDisposeScope();
        var flat = FlatStack.Of(stack);
        var logits = model.Logits(model.Split(flat), records.expand(stack.Length, -1, -1));
        return [.. FlatStack.Rows(logits)];
    }

    private static Tensor Gather(Candidates candidates)
    {
        var width = candidates.Data.FeatureCount;
        var rows = new float[candidates.Count * width];
        for (var i = 0; i < candidates.Count; i++)
        {
            candidates.Data.Features.AsSpan(candidates.Records[i] * width, width).CopyTo(rows.AsSpan(i * width));
        }

        return tensor(rows, [candidates.Count, width]);
    }
}
