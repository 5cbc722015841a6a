using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Names the client whose local model has the least loss on the record, averaged over all rounds: argmin_k Σ_t ℓ(θ_t^k; z)/T.
/// Hu et al. 2021, section IV: Bayes-optimal under their assumptions.
/// </summary>
public sealed record SourceLoss : SourceAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var total = candidates.Records.Select(_ => new double[seen.Clients]).ToArray();
        var rounds = new int[seen.Clients];
        for (var t = 0; t < seen.Rounds; t++)
        {
            var participants = seen.Participants(t);
            for (var p = 0; p < participants.Count; p++)
            {
                var model = seen.Query(candidates, t, p);
                rounds[participants[p]]++;
                for (var i = 0; i < candidates.Count; i++)
                {
                    total[i][participants[p]] -= model.Loss(i);
                }
            }
        }

        // A client that never took part was never observed: it is the last to be named.
        return [.. total.Select(of => of.Select((sum, k) => rounds[k] == 0 ? double.NegativeInfinity : sum / rounds[k]).ToArray())];
    }
}
