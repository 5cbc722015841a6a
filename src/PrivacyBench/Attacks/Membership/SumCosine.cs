using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// How much the sum of all updates looks like a step on the record: cos(−∇ℓ(θ_t; z), Σ_k Δ_t^k), averaged over rounds. What is left of
/// <see cref="UpdateCosine"/> where only the sum is seen (after Li, Li, Ribeiro 2022).
/// </summary>
public sealed record SumCosine : MembershipAttack<GlobalSteps>
{
    /// <inheritdoc/>
    protected override double[] Score(GlobalSteps seen, References<GlobalSteps> references, Candidates candidates, RandomStream random) =>
        [.. seen.AsOneClient.Gradients(candidates).Cosines.Means.Select(of => of[0])];
}
