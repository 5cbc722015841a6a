using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Takes the colluding clients' updates off the sum and names the honest client by the loss of what is left (So et al. 2023). What is
/// left of several honest clients names none of them: only rounds with a single one count, and a client that was never alone
/// keeps its chance.
/// </summary>
public sealed record SourceResidual : SourceAttack<ResidualUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(
        ResidualUpdates seen, References<ResidualUpdates> references, Candidates candidates, RandomStream random) =>
        SourceLoss.Scores(seen.Updates, candidates);
}
