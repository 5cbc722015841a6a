using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>One pass of every model of a stack over its own records, cut into batches of equal size; short ones are filled up.</summary>
/// <param name="Records">The records' features [steps, models, batch, features].</param>
/// <param name="Labels">Their labels [steps, models, batch].</param>
/// <param name="Weights">One over the batch's true size, or 0 where a record only fills up [steps, models, batch].</param>
internal sealed record Batches(Tensor Records, Tensor Labels, Tensor Weights)
{
    /// <summary>The number of steps: those of the model with the most records.</summary>
    public long Steps => Records.shape[0];

    /// <summary>Draws each model's order of records from its stream and gathers all batches of the pass at once.</summary>
    /// <param name="features">The features of all records of the data set [records, features].</param>
    /// <param name="labels">Their labels [records].</param>
    /// <param name="records">Each model's records.</param>
    /// <param name="batchSize">Records of a step; null for all.</param>
    /// <param name="random">Each model's stream of this pass.</param>
    public static Batches Draw(
        Tensor features, Tensor labels, IReadOnlyList<int[]> records, int? batchSize, IReadOnlyList<RandomStream> random)
    {
        var most = records.Max(of => of.Length);
        var size = Math.Min(batchSize ?? most, most);
        var steps = (most + size - 1) / size;
        var models = records.Count;
        var index = new long[steps * models * size];
        var weights = new float[index.Length];
        for (var m = 0; m < models; m++)
        {
            var order = random[m].Permutation(records[m].Length);
            for (var i = 0; i < order.Length; i++)
            {
                var (step, place) = (i / size, i % size);
                var at = (((step * models) + m) * size) + place;
                index[at] = records[m][order[i]];
                weights[at] = 1f / Math.Min(size, order.Length - (step * size));
            }
        }

        using var gather = tensor(index);
        return new(
            features.index_select(0, gather).view(steps, models, size, -1),
            labels.index_select(0, gather).view(steps, models, size),
            tensor(weights, [steps, models, size]));
    }
}
