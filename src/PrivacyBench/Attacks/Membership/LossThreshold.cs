using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>Scores a record by the negative loss of the final model: −ℓ(θ_T; z). Yeom et al. 2018, adversary 2.</summary>
public sealed record LossThreshold : MembershipAttack<FinalModel>
{
    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var model = seen.Query(candidates);
        return [.. Enumerable.Range(0, candidates.Count).Select(i => -model.Loss(i))];
    }
}
