using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Names the client whose updates look the most like steps on the record: argmax_k mean_t cos(−∇ℓ(θ_t; z), Δ_t^k) (after Zhu et al.
/// 2025).
/// </summary>
public sealed record SourceCosine : SourceAttack<ClientUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random) =>
        UpdateStatistic.Scores(seen.Gradients(candidates).Cosines.Means);
}
