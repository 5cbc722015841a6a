using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How little a client's local model would still learn from the record: −‖∇ℓ(θ_t^k; z)‖₂, averaged over the client's rounds
/// (Nasr et al. 2019, section III-A).
/// </summary>
public sealed record UpdateNorm : ClientMembershipAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random) =>
        UpdateStatistic.Scores(seen.LocalNorms(candidates).Means, sign: -1);
}
