using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>Carries stacks of flat vectors between arrays and tensors.</summary>
internal static class FlatStack
{
    /// <summary>A tensor [rows, length] with copies of the vectors.</summary>
    public static Tensor Of(IReadOnlyList<float[]> rows)
    {
        var all = new float[rows.Count * rows[0].Length];
        for (var i = 0; i < rows.Count; i++)
        {
            rows[i].CopyTo(all, i * rows[0].Length);
        }

        return tensor(all, [rows.Count, rows[0].Length]);
    }

    /// <summary>Copies of the rows of a tensor [rows, …], each flattened.</summary>
    public static IEnumerable<float[]> Rows(Tensor stack)
    {
        var all = stack.contiguous().data<float>().ToArray();
        var length = all.Length / (int)stack.shape[0];
        for (var start = 0; start < all.Length; start += length)
        {
            yield return all[start..(start + length)];
        }
    }
}
