using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The calibrated loss of the local models: in each round the least loss that any client's model has on the record, against the same in
/// references that did not train on it, averaged over rounds (after Hu et al. 2021 and Zhu et al. 2025).
/// </summary>
/// <remarks>Rounds without participants are left out. A record that every reference trained on is calibrated by the mean over all others.</remarks>
public sealed record UpdateLoss : MembershipAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random)
    {
        var target = LeastLosses(seen, candidates);
        var others = Enumerable.Range(0, references.Count).Select(r => LeastLosses(references.Seen(r), candidates)).ToArray();
        var outs = Enumerable.Range(0, candidates.Count)
            .Select(i => others.Where((_, r) => !references.IsMember(r, i)).Select(of => of[i]).ToArray())
            .ToArray();
        var usual = outs.SelectMany(of => of).DefaultIfEmpty().Average();
        return [.. outs.Select((of, i) => (of.Length == 0 ? usual : of.Average()) - target[i])];
    }

    /// <summary>For each candidate the least loss among a round's local models, averaged over rounds.</summary>
    private static double[] LeastLosses(ClientUpdates updates, Candidates candidates)
    {
        int[] rounds = [.. Enumerable.Range(0, updates.Rounds).Where(t => updates.Participants(t).Count > 0)];
        var total = new double[candidates.Count];
        foreach (var t in rounds)
        {
            var models = updates.Participants(t).Select((_, p) => updates.Query(candidates, t, p)).ToArray();
            for (var i = 0; i < total.Length; i++)
            {
                // The loss falls as the scaled logit rises, so one loss is enough.
                var best = models[0];
                foreach (var model in models)
                {
                    best = model.ScaledLogit(i) > best.ScaledLogit(i) ? model : best;
                }

                total[i] += best.Loss(i) / rounds.Length;
            }
        }

        return total;
    }
}
