using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>The scaled logits of the candidates under the final models of references.</summary>
/// <param name="references">The references.</param>
/// <param name="candidates">The candidates.</param>
internal sealed class ReferenceLogits(References<FinalModel> references, Candidates candidates)
{
    private readonly Predictions[] models =
        [.. Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates))];

    /// <summary>For each candidate its logits under the references that did, or did not, train on it.</summary>
    public double[][] Of(bool members) => [.. Enumerable.Range(0, candidates.Count).Select(i => Of(i, members))];

    private double[] Of(int record, bool members)
    {
        // Run for each target, record and reference: without allocation but for the result.
        var logits = new double[models.Length];
        var count = 0;
        for (var r = 0; r < models.Length; r++)
        {
            if (references.IsMember(r, record) == members)
            {
                logits[count++] = models[r].ScaledLogit(record);
            }
        }

        return logits[..count];
    }
}
