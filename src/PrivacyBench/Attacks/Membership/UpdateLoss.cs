using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The calibrated loss of a client's local models, averaged over its rounds: mean loss of models of references whose client did not
/// hold the record, less mean_t ℓ(θ_t^k; z) (after Hu et al. 2021 and Zhu et al. 2025).
/// </summary>
/// <remarks>A record that every client of every reference held is calibrated by the mean over all other records.</remarks>
public sealed record UpdateLoss : ClientMembershipAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var without = Without(references, candidates);
        return
        [
            .. seen.Losses(candidates).Means.Select((of, i) => Array.ConvertAll(
                of, loss => double.IsNaN(loss) ? double.NegativeInfinity : without[i] - loss)),
        ];
    }

    /// <summary>For each candidate the mean loss of clients of references that did not hold it.</summary>
    private static double[] Without(References<ClientUpdates> references, Candidates candidates)
    {
        var (sums, counts) = (new double[candidates.Count], new int[candidates.Count]);
        for (var r = 0; r < references.Count; r++)
        {
            foreach (var (i, of) in references.Seen(r).Losses(candidates).Means.Index())
            {
                for (var k = 0; k < of.Length; k++)
                {
                    if (k != references.Source(r, i) && !double.IsNaN(of[k]))
                    {
                        sums[i] += of[k];
                        counts[i]++;
                    }
                }
            }
        }

        var usual = sums.Sum() / Math.Max(1, counts.Sum());
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? usual : sum / count)];
    }
}
