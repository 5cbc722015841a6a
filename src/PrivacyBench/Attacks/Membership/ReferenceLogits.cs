using System.Numerics.Tensors;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The scaled logits of one query about each candidate, the candidate itself or a copy of it, under the final models of the target and
/// of its references.
/// </summary>
internal sealed class ReferenceLogits
{
    private readonly Predictions target;
    private readonly Predictions[] models;
    private readonly References<FinalModel> references;

    private ReferenceLogits(FinalModel seen, References<FinalModel> references, Func<FinalModel, Predictions> query)
    {
        this.references = references;
        target = query(seen);
        models = [.. Enumerable.Range(0, references.Count).Select(r => query(references.Seen(r)))];
    }

    /// <summary>
    /// For each candidate the mean of a score over all queries about it: with as many normal distributions as queries, the logarithm of the
    /// likelihood under a diagonal covariance, over the number of queries.
    /// </summary>
    /// <param name="seen">The target.</param>
    /// <param name="references">Its references.</param>
    /// <param name="candidates">The candidates.</param>
    /// <param name="augmentation">The copies that are asked about beside each candidate; null for none.</param>
    /// <param name="score">The scores of one query.</param>
    public static double[] MeanOverQueries(
        FinalModel seen, References<FinalModel> references, Candidates candidates, Augmentation? augmentation, Func<ReferenceLogits, double[]> score)
    {
        var queries = 1 + (augmentation is null ? 0 : seen.Query(candidates, augmentation).Count);
        var scores = score(new(seen, references, model => model.Query(candidates)));
        for (var q = 1; q < queries; q++)
        {
            var copy = q - 1;
            TensorPrimitives.Add(scores, score(new(seen, references, model => model.Query(candidates, augmentation!)[copy])), scores);
        }

        TensorPrimitives.Divide(scores, queries, scores);
        return scores;
    }

    /// <summary>The target's logits.</summary>
    public ReadOnlySpan<double> Target => target.ScaledLogits;

    /// <summary>For each candidate its logits under the references that did, or did not, train on it.</summary>
    public double[][] Of(bool members)
    {
        var some = new double[models.Length];
        return [.. Enumerable.Range(0, target.Count).Select(i => some[..Gather(i, members, some)])];
    }

    private int Gather(int record, bool members, double[] logits)
    {
        var count = 0;
        for (var r = 0; r < models.Length; r++)
        {
            if (references.IsMember(r, record) == members)
            {
                logits[count++] = models[r].ScaledLogit(record);
            }
        }

        return count;
    }
}
