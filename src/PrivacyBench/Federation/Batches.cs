using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>One pass of every model of a stack over its own records, cut into batches of equal size; short ones are filled up.</summary>
/// <param name="Records">The records' features [steps, models, batch, features].</param>
/// <param name="Targets">1 at each record's label, else 0 [steps, models, batch, classes].</param>
/// <param name="Weights">One over the number of records that divides their sum, or 0 where a record only fills up [steps, models, batch].</param>
internal sealed record Batches(Tensor Records, Tensor Targets, Tensor Weights)
{
    /// <summary>The number of steps: those of the model with the most records.</summary>
    public int Steps => (int)Records.shape[0];

    /// <summary>The records' positions in the data set [steps, models, batch]; null where they are of none.</summary>
    public Tensor? Numbers { get; private init; }

    /// <summary>For each step the records of the model that has the most in it, at least 1; null where all steps have as many.</summary>
    public IReadOnlyList<int>? Sizes { get; private init; }

    /// <summary>A step's records, targets and weights [models, batch, …], without the places that no model needs.</summary>
    public (Tensor Records, Tensor Targets, Tensor Weights) Step(int step) => (Of(Records, step), Of(Targets, step), Of(Weights, step));

    /// <summary>The positions of a step's records [models, batch].</summary>
    public Tensor? NumbersOf(int step) => Numbers is null ? null : Of(Numbers, step);

    private Tensor Of(Tensor pass, int step)
    {
        var all = pass.select(0, step);
        return Sizes is null ? all : all.narrow(1, 0, Sizes[step]);
    }

    /// <summary>Cuts each model's records, in an order of its own, into batches; the last may be smaller.</summary>
    /// <param name="features">The features of all records of the data set [records, features].</param>
    /// <param name="labels">Their labels [records].</param>
    /// <param name="classes">How many labels there are.</param>
    /// <param name="records">Each model's records.</param>
    /// <param name="batchSize">Records of a step; null for all.</param>
    /// <param name="random">Each model's stream of this pass.</param>
    public static Batches Shuffled(
        Tensor features, Tensor labels, int classes, IReadOnlyList<int[]> records, int? batchSize, IReadOnlyList<RandomStream> random)
    {
        var size = batchSize ?? Math.Max(1, records.Max(own => own.Length));
        int[][][] batches = [.. records.Zip(random, (own, r) => Array.ConvertAll(r.Permutation(own.Length), i => own[i]).Chunk(size).ToArray())];
        return Gather(features, labels, classes, batches, (_, batch) => batch.Length);
    }

    /// <summary>The same records for every model, in their order; the last batch may be smaller.</summary>
    /// <param name="features">The features of the records [records, features].</param>
    /// <param name="targets">The wanted probability of every label [models, records, classes].</param>
    /// <param name="batchSize">Records of a step; null for all.</param>
    public static Batches InOrder(Tensor features, Tensor targets, int? batchSize)
    {
        var (models, count) = (targets.shape[0], features.shape[0]);
        var size = Math.Min(batchSize ?? count, count);
        var steps = (count + size - 1) / size;
        var missing = (steps * size) - count;
        Tensor FilledUp(Tensor of) => nn.functional.pad(of, [0, 0, 0, missing]);
        // Each batch divides by its own number of records; what fills the last one up weighs nothing.
        var each = Enumerable.Repeat(1f / size, (int)((steps - 1) * size)).Concat(Enumerable.Repeat(1f / (size - missing), (int)(size - missing)));
        var weights = FilledUp(tensor(each.ToArray(), [count, 1]));
        return new(
            FilledUp(features).view(steps, 1, size, -1).expand(-1, models, -1, -1),
            FilledUp(targets).view(models, steps, size, -1).transpose(0, 1),
            weights.view(steps, 1, size).expand(-1, models, -1));
    }

    /// <summary>
    /// Draws each record into each step independently with one probability, so that a batch may be empty. What divides is the
    /// expected number of records: the drawn number would give away who was drawn.
    /// </summary>
    /// <param name="features">The features of all records of the data set [records, features].</param>
    /// <param name="labels">Their labels [records].</param>
    /// <param name="classes">How many labels there are.</param>
    /// <param name="records">Each model's records.</param>
    /// <param name="rate">The probability, above 0 and at most 1.</param>
    /// <param name="steps">The number of steps, at least 1.</param>
    /// <param name="random">Each model's stream of this pass.</param>
    public static Batches Poisson(
        Tensor features, Tensor labels, int classes, IReadOnlyList<int[]> records, double rate, int steps, IReadOnlyList<RandomStream> random)
    {
        int[][][] batches = [.. records.Zip(random, (own, r) => Enumerable.Range(0, steps).Select(_ => Drawn(own, rate, r)).ToArray())];
        return Gather(features, labels, classes, batches, (m, _) => Expected(rate, records[m].Length));
    }

    private static int[] Drawn(int[] own, double rate, RandomStream random)
    {
        var drawn = new int[own.Length];
        var count = 0;
        foreach (var record in own)
        {
            // Written always and kept only where drawn: no branch that is guessed wrong once in four times.
            drawn[count] = record;
            count += random.Uniform() < rate ? 1 : 0;
        }

        return drawn[..count];
    }

    /// <summary>The number of records that a step is expected to draw, of a client without records as of one with one.</summary>
    public static double Expected(double rate, int records) => rate * Math.Max(1, records);

    /// <summary>1 at each label, else 0 [steps, models, batch, classes] or less; in memory the batch comes last.</summary>
    public static Tensor OneHot(Tensor labels, int classes)
    {
        var turned = zeros([.. labels.shape[..^1], classes, labels.shape[^1]]);
        var at = labels.unsqueeze(-2);
        return turned.scatter_(labels.dim() - 1, at, ones(at.shape)).transpose(-2, -1);
    }

    /// <summary>Copies all batches of the pass at once, filled up to the size of the largest.</summary>
    private static Batches Gather(Tensor features, Tensor labels, int classes, int[][][] batches, Func<int, int[], double> divisor)
    {
        var models = batches.Length;
        var steps = batches.Max(own => own.Length);
        var size = Math.Max(1, batches.Max(own => own.Max(batch => (int?)batch.Length) ?? 0));
        var index = new long[steps * models * size];
        var weights = new float[index.Length];
        for (var m = 0; m < models; m++)
        {
            foreach (var (step, batch) in batches[m].Index())
            {
                var start = ((step * models) + m) * size;
                var weight = (float)(1 / divisor(m, batch));
                for (var i = 0; i < batch.Length; i++)
                {
                    index[start + i] = batch[i];
                    weights[start + i] = weight;
                }
            }
        }

        var gather = tensor(index);
        return new(
            features.index_select(0, gather).view(steps, models, size, features.shape[1]),
            OneHot(labels.index_select(0, gather).view(steps, models, size), classes),
            tensor(weights, [steps, models, size]))
        {
            Numbers = gather.view(steps, models, size),
            Sizes = [.. Enumerable.Range(0, steps).Select(step => Math.Max(1, batches.Max(own => step < own.Length ? own[step].Length : 0)))],
        };
    }
}
