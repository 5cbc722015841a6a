using System.Numerics.Tensors;
using PrivacyBench.Federation;

namespace PrivacyBench.Attacks.Membership;

/// <summary>The series of scaled logits of all records in references, of which one side counts: those with, or without, the record.</summary>
/// <param name="References">Of each reference what its models say, one for each number of a series.</param>
/// <param name="Weights">Of each reference and record 1 where it counts, else 0.</param>
internal sealed record SeriesSide(IReadOnlyList<Predictions[]> References, IReadOnlyList<double[]> Weights)
{
    /// <summary>The numbers of a series.</summary>
    public int Length => References[0].Length;

    /// <summary>The records.</summary>
    public int Records => Weights[0].Length;

    /// <summary>How many series count.</summary>
    public int Count => (int)Weights.Sum(of => TensorPrimitives.Sum<double>(of));

    /// <summary>Each record's mean series [numbers][records]; a record without any is given the mean of all.</summary>
    public double[][] Means()
    {
        var counts = new double[Records];
        foreach (var weights in Weights)
        {
            TensorPrimitives.Add(counts, weights, counts);
        }

        var all = TensorPrimitives.Sum<double>(counts);
        return
        [
            .. Enumerable.Range(0, Length).Select(t =>
            {
                var sums = new double[Records];
                foreach (var (answers, weights) in References.Zip(Weights))
                {
                    TensorPrimitives.MultiplyAdd(answers[t].ScaledLogits, weights, sums, sums);
                }

                var usual = TensorPrimitives.Sum<double>(sums) / Math.Max(1, all);
                return sums.Zip(counts, (sum, count) => count == 0 ? usual : sum / count).ToArray();
            }),
        ];
    }

    /// <summary>What each reference's series differ by from some means [numbers][records], 0 where they do not count; overwritten by the next.</summary>
    public IEnumerable<double[][]> Residuals(double[][] means)
    {
        var residuals = Array.ConvertAll(means, of => new double[of.Length]);
        foreach (var (answers, weights) in References.Zip(Weights))
        {
            for (var t = 0; t < residuals.Length; t++)
            {
                TensorPrimitives.Subtract(answers[t].ScaledLogits, means[t], residuals[t]);
                TensorPrimitives.Multiply(residuals[t], weights, residuals[t]);
            }

            yield return residuals;
        }
    }
}
