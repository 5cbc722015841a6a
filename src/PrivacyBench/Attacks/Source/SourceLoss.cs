using System.ComponentModel.DataAnnotations;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Source;

/// <summary>
/// Names the client whose local models have the least loss on the record: argmin_k mean_t ℓ(θ_t^k; z) over its rounds. Hu et al. 2021,
/// section IV: Bayes-optimal under their assumptions.
/// </summary>
/// <remarks>
/// Each round's mean loss over all clients and records is taken off. It changes nothing where all take part in all rounds, and where they
/// do not, nobody is named for having come late, when all losses are low. A round is chosen in the scenario, and never by its success.
/// </remarks>
public sealed record SourceLoss : SourceAttack<ClientUpdates>
{
    /// <summary>The one round that is looked at, from 1; null: the mean over the rounds that attacks on updates ask about.</summary>
    [Range(1, int.MaxValue)]
    public int? Round { get; init; }

    /// <inheritdoc/>
    public override string Label => VariantLabel.Of(base.Label, VariantLabel.Given("round", Round));

    internal override bool AsksEveryRound => Round is not null;

    /// <inheritdoc/>
    protected override double[][] Score(ClientUpdates seen, References<ClientUpdates> references, Candidates candidates, RandomStream random) =>
        Round is { } round ? Scores(seen.Losses(candidates, round - 1)) : Scores(seen, candidates);

    /// <summary>For each record and client the negative mean loss; −∞ for a client that was never observed.</summary>
    internal static double[][] Scores(ClientUpdates seen, Candidates candidates) => Scores(seen.Losses(candidates));

    private static double[][] Scores(UpdateStatistic losses) => UpdateStatistic.Scores(losses.MeansWithinRounds, sign: -1);
}
