using System.Runtime.InteropServices;
using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Queries many models of one architecture with the same records.</summary>
internal static class Inference
{
    private const int ModelsAtOnce = 16;

    /// <summary>What each model says of the candidates.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="stack">The parameters of each model.</param>
    /// <param name="candidates">The records.</param>
    public static IReadOnlyList<Predictions> Query(Model model, IReadOnlyList<float[]> stack, Candidates candidates)
    {
        int[] labels = [.. Enumerable.Range(0, candidates.Count).Select(candidates.Label)];
        var classes = Logits(model, stack, candidates, (logits, _) => logits.flatten(0, 1));
        return [.. classes.Chunk(model.Classes).Select(of => new Predictions(ByRecord(of), labels))];
    }

    /// <summary>The cross-entropy loss ℓ(θ; z) of each model on each candidate, and nothing else of what the models say.</summary>
    /// <inheritdoc cref="Query"/>
    public static float[][] Losses(Model model, IReadOnlyList<float[]> stack, Candidates candidates) => [.. Logits(model, stack, candidates, Loss)];

    /// <summary>The losses [models, records] from logits [models, classes, records].</summary>
    /// <param name="logits">The logits; transposed, since a softmax over a few neighbouring values is slow.</param>
    /// <param name="labels">The labels of the records, [1, records].</param>
    public static Tensor Loss(Tensor logits, Tensor labels)
    {
        // In double precision: the loss of a record that is known by heart is the small difference of two large numbers.
        var logProbabilities = nn.functional.log_softmax(logits.to_type(ScalarType.Float64), 1);
        return logProbabilities.gather(1, labels.unsqueeze(1).expand(logits.shape[0], 1, -1)).neg_().to_type(ScalarType.Float32).squeeze(1);
    }

    /// <summary>Rows of numbers for each model, from its logits [models, classes, records].</summary>
    private static IEnumerable<float[]> Logits(Model model, IReadOnlyList<float[]> stack, Candidates candidates, Func<Tensor, Tensor, Tensor> rows) =>
        stack.Chunk(ModelsAtOnce).SelectMany(chunk =>
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var parameters = model.Split(FlatStack.Of(chunk));
            return RecordColumns.Of(model, chunk.Length, candidates, (records, labels) =>
                rows(model.Logits(parameters, records.expand(chunk.Length, -1, -1)).transpose(1, 2), labels));
        });

    private static float[] ByRecord(float[][] classes)
    {
        var all = new float[classes.Length * classes[0].Length];
        for (var j = 0; j < classes.Length; j++)
        {
            for (var i = 0; i < classes[j].Length; i++)
            {
                all[(i * classes.Length) + j] = classes[j][i];
            }
        }

        return all;
    }

    /// <summary>The labels that a model gives to each record with each of some vectors added to its features, record by record.</summary>
    /// <param name="model">How the parameters are read as a model.</param>
    /// <param name="parameters">The model.</param>
    /// <param name="candidates">The records.</param>
    /// <param name="added">The vectors [vectors × features].</param>
    public static int[] Labels(Model model, float[] parameters, Candidates candidates, float[] added)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var stack = model.Split(FlatStack.Of([parameters]));
        // What an affine first layer makes of a sum is a sum: it is asked once for each record and each vector, not for each pair.
        var isSplit = model.Layers[0].IsAffine;
        Tensor First(Tensor value) => isSplit ? model.Layers[0].Forward(value, stack[0], null).Output : value;
        var vectors = tensor(added, [1, added.Length / model.Features, model.Features]);
        var shifts = First(vectors).add(First(zeros(1, 1, model.Features)), Held.MinusOne).unsqueeze(2);
        var answers = RecordColumns.Of(model, added.Length / model.Features, candidates, (records, _) =>
        {
            var value = First(records).unsqueeze(1).add(shifts, Held.One).flatten(1, 2);
            var logits = model.Layers.Index().Skip(isSplit ? 1 : 0)
                .Aggregate(value, (of, layer) => layer.Item.Forward(of, stack[layer.Index], null).Output);
            return logits.transpose(1, 2).max(1).indexes.view(shifts.shape[1], -1).to_type(ScalarType.Float32);
        });
        return [.. Enumerable.Range(0, candidates.Count).SelectMany(i => answers.Select(copy => (int)copy[i]))];
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
        var way = Backpropagation.Of(model, stack, Gather(records, [.. Enumerable.Range(0, records.Count)]).unsqueeze(0), labels, weights, training: null);
        return [.. way.Gradients().SelectMany(gradient => FlatStack.Rows(gradient).Single())];
    }

    /// <summary>The features of some of the candidates [records, features].</summary>
    public static Tensor Gather(Candidates candidates, int[] some)
    {
        var width = candidates.Data.FeatureCount;
        var rows = empty(some.Length, width);
        var values = MemoryMarshal.Cast<byte, float>(rows.bytes);
        for (var i = 0; i < some.Length; i++)
        {
            candidates.Data.Features.AsSpan(candidates.Records[some[i]] * width, width).CopyTo(values[(i * width)..]);
        }

        return rows;
    }
}
