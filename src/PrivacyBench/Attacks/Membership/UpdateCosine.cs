using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How much a client's update looks like a step on the record: cos(−∇ℓ(θ_t; z), Δ_t^k), averaged over the client's rounds
/// (Li, Li, Ribeiro 2022, section 4; the average over rounds as in Zhu et al. 2025).
/// </summary>
public sealed record UpdateCosine : ClientMembershipAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(
        ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random) =>
        UpdateStatistic.Scores(seen.Gradients(candidates).Cosines.Means);
}
