using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>A statistic of the candidates under the final models of references, such as the loss.</summary>
/// <param name="references">The references.</param>
/// <param name="candidates">The candidates.</param>
/// <param name="statistic">The statistic of a record under a model.</param>
internal sealed class ReferenceStatistics(
    References<FinalModel> references, Candidates candidates, Func<Predictions, int, double> statistic)
{
    private readonly Predictions[] models =
        [.. Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates))];

    /// <summary>For each candidate the statistic under the references that did, or did not, train on it.</summary>
    public double[][] Of(bool members) => [.. Enumerable.Range(0, candidates.Count).Select(i => Of(i, members))];

    private double[] Of(int record, bool members)
    {
        // The inner loop of every attack with references: written without allocation but for the result.
        var values = new double[models.Length];
        var count = 0;
        for (var r = 0; r < models.Length; r++)
        {
            if (references.IsMember(r, record) == members)
            {
                values[count++] = statistic(models[r], record);
            }
        }

        return values[..count];
    }
}
