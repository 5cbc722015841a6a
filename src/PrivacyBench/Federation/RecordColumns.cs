using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Asks models about many records, some at a time, so that what a question computes on the way stays in the cache.</summary>
internal static class RecordColumns
{
    /// <summary>Bytes that one question holds at once, about.</summary>
    public const long WorkingBytes = 64 << 20;

    private const int PairsInCache = 2048;

    /// <summary>The rows of tensors [rows, records], put side by side for all records.</summary>
    /// <param name="model">What is asked.</param>
    /// <param name="models">How many models are asked together.</param>
    /// <param name="candidates">The records.</param>
    /// <param name="rows">Makes the rows for some of the records, from their features [1, records, features] and labels [1, records].</param>
    public static float[][] Of(Model model, int models, Candidates candidates, Func<Tensor, Tensor, Tensor> rows)
    {
        var pairs = Math.Min(PairsInCache, WorkingBytes / sizeof(float) / Backpropagation.ValuesPerRecord(model));
        using var noGradient = no_grad();
        var parts = Enumerable.Range(0, candidates.Count).Chunk((int)Math.Max(1, pairs / models)).Select(some =>
        {
            using var scope = NewDisposeScope();
            var labels = tensor(Array.ConvertAll(some, i => (long)candidates.Label(i)), [1, some.Length]);
            return FlatStack.Rows(rows(Inference.Gather(candidates, some).unsqueeze(0), labels)).ToArray();
        }).ToArray();
        return [.. parts[0].Select((_, row) => Joined(parts, row, candidates.Count))];
    }

    private static float[] Joined(float[][][] parts, int row, int records)
    {
        var all = new float[records];
        var start = 0;
        foreach (var part in parts)
        {
            part[row].CopyTo(all, start);
            start += part[row].Length;
        }

        return all;
    }
}
