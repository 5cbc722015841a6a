using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Queries many models of one architecture with the same records.</summary>
internal static class Inference
{
    /// <summary>Bytes that the models and records of one query hold at once, about.</summary>
    public const long WorkingBytes = 64 << 20;

    private const int MostModelsAtOnce = 32;

    /// <summary>What each model says of the candidates.</summary>
    /// <param name="model">How the vectors are read as models.</param>
    /// <param name="stack">The parameters of each model.</param>
    /// <param name="candidates">The records.</param>
    public static IReadOnlyList<Predictions> Query(Model model, IReadOnlyList<float[]> stack, Candidates candidates)
    {
        int[] labels = [.. Enumerable.Range(0, candidates.Count).Select(candidates.Label)];
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var records = Gather(candidates, All(candidates)).unsqueeze(0);
        return [.. stack.Chunk(ModelsAtOnce(model, candidates)).SelectMany(chunk => Logits(model, chunk, records)).Select(z => new Predictions(z, labels))];
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
        var answers = RecordColumns.Of(candidates, (records, _) =>
        {
            var value = First(records).unsqueeze(1).add(shifts, Held.One).flatten(1, 2);
            var logits = model.Layers.Index().Skip(isSplit ? 1 : 0)
                .Aggregate(value, (of, layer) => layer.Item.Forward(of, stack[layer.Index], null).Output);
            return logits.transpose(1, 2).argmax(1).view(shifts.shape[1], -1).to_type(ScalarType.Float32);
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
        var way = Backpropagation.Of(model, stack, Gather(records, All(records)).unsqueeze(0), labels, weights, training: null);
        return [.. way.Gradients().SelectMany(gradient => FlatStack.Rows(gradient).Single())];
    }

    private static int[] All(Candidates candidates) => [.. Enumerable.Range(0, candidates.Count)];

    private static IEnumerable<float[]> Logits(Model model, float[][] stack, Tensor records)
    {
        using var scope = NewDisposeScope();
        return [.. FlatStack.Rows(Forward(model, stack, records))];
    }

    private static Tensor Forward(Model model, float[][] stack, Tensor records)
    {
        var parameters = model.Split(FlatStack.Of(stack));
        Tensor Asked(Tensor some)
        {
            using var scope = NewDisposeScope();
            return model.Logits(parameters, some.expand(stack.Length, -1, -1)).MoveToOuterDisposeScope();
        }

        return cat([.. records.split(Math.Max(1, PairsAtOnce(model)), 1).Select(Asked)], 1);
    }

    private static int ModelsAtOnce(Model model, Candidates candidates) =>
        (int)Math.Clamp(PairsAtOnce(model) / Math.Max(1, candidates.Count), 1, MostModelsAtOnce);

    /// <summary>How many pairs of a model and a record may be under way at once.</summary>
    private static long PairsAtOnce(Model model) => WorkingBytes / sizeof(float) / Backpropagation.ValuesPerRecord(model);

    /// <summary>The cross-entropy loss ℓ(θ; z) of each model on each candidate, and nothing else of what the models say.</summary>
    /// <inheritdoc cref="Query"/>
    public static float[][] Losses(Model model, IReadOnlyList<float[]> stack, Candidates candidates)
    {
        using var noGradient = no_grad();
        return [.. stack.Chunk(RecordColumns.ModelsAtOnce).SelectMany(chunk => RecordColumns.Of(candidates, (records, labels) =>
        {
            // In double precision: the loss of a record that is known by heart is the small difference of two large numbers. And the
            // logits transposed: a softmax over a few neighbouring values is slow.
            var logits = Forward(model, chunk, records).transpose(1, 2).to_type(ScalarType.Float64);
            var losses = nn.functional.log_softmax(logits, 1).gather(1, labels.unsqueeze(1).expand(chunk.Length, 1, -1));
            return losses.neg_().to_type(ScalarType.Float32);
        }))];
    }

    /// <summary>The features of some of the candidates [records, features].</summary>
    public static Tensor Gather(Candidates candidates, int[] some)
    {
        var width = candidates.Data.FeatureCount;
        var rows = new float[some.Length * width];
        for (var i = 0; i < some.Length; i++)
        {
            candidates.Data.Features.AsSpan(candidates.Records[some[i]] * width, width).CopyTo(rows.AsSpan(i * width));
        }

        return tensor(rows, [some.Length, width]);
    }
}
