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
        var losses = MeanLosses(seen, candidates);
        var others = Enumerable.Range(0, references.Count).Select(r => MeanLosses(references.Seen(r), candidates)).ToArray();
        var outs = Enumerable.Range(0, candidates.Count).Select(i => others
            .SelectMany((of, r) => of[i].Where((loss, k) => !double.IsNaN(loss) && references.Source(r, i) != k)).ToArray()).ToArray();
        var usual = outs.SelectMany(of => of).DefaultIfEmpty().Average();
        return
        [
            .. losses.Select((of, i) =>
            {
                var without = outs[i].Length == 0 ? usual : outs[i].Average();
                return Array.ConvertAll(of, loss => double.IsNaN(loss) ? double.NegativeInfinity : without - loss);
            }),
        ];
    }

    /// <summary>For each candidate and client the mean loss of its local models; NaN for a client that never took part.</summary>
    private static double[][] MeanLosses(ClientUpdates updates, Candidates candidates)
    {
        var total = candidates.Records.Select(_ => new double[updates.Clients]).ToArray();
        var rounds = new int[updates.Clients];
        for (var t = 0; t < updates.Rounds; t++)
        {
            foreach (var (p, client) in updates.Participants(t).Index())
            {
                var model = updates.Query(candidates, t, p);
                rounds[client]++;
                for (var i = 0; i < total.Length; i++)
                {
                    total[i][client] += model.Loss(i);
                }
            }
        }

        return [.. total.Select(of => of.Select((sum, k) => sum / rounds[k]).ToArray())];
    }
}
