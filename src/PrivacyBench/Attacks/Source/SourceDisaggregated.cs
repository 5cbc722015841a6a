using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Solves the sums of rounds with different participants for each client's mean update, and names the client whose update lowers the
/// record's loss the most (Lam et al. 2021, gradient disaggregation). With full participation the sums tell nobody apart.
/// </summary>
public sealed record SourceDisaggregated : SourceAttack<DisaggregatedUpdates>
{
    /// <inheritdoc/>
    protected override double[][] Score(
        DisaggregatedUpdates seen, References<DisaggregatedUpdates> references, Candidates candidates, RandomStream random) =>
        SourceLoss.Scores(seen.Updates, candidates);
}
