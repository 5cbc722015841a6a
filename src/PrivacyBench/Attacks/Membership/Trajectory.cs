using System.ComponentModel.DataAnnotations;
using System.Numerics.Tensors;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The scaled logits of a record under the global models of all rounds, φ = (φ_θ1, …, φ_θT): the logarithm of the likelihood ratio of two
/// normal distributions, of references that did and that did not train on the record, with each record's own means and one covariance a
/// side, shrunk (Nasr et al. 2019 and Zari et al. 2021 for the series of losses, Carlini et al. 2022 for the ratio).
/// </summary>
/// <remarks>
/// The offline form needs no references with the record itself: dᵀΣ⁻¹(φ − μ_out)/√(dᵀΣ⁻¹d), with d how members of references lie above
/// non-members on average over all records. It is one-sided: a low series does not score as a member's.
/// </remarks>
public sealed record Trajectory : MembershipAttack<GlobalModels>
{
    private const int UsualRounds = 20;

    /// <summary>Whether references that trained on the record are used.</summary>
    public bool Online { get; init; } = true;

    /// <summary>The most rounds that are looked at, at least 1: evenly spaced, the last one among them.</summary>
    [Range(1, 1000)]
    public int Rounds { get; init; } = UsualRounds;

    /// <inheritdoc/>
    public override string Label => VariantLabel.Of(
        base.Label, Online ? null : "offline", VariantLabel.Given("rounds", Rounds == UsualRounds ? null : Rounds));

    /// <inheritdoc/>
    protected override double[] Score(GlobalModels seen, References<GlobalModels> references, Candidates candidates, RandomStream random)
    {
        var target = Series(seen, candidates);
        var series = Enumerable.Range(0, references.Count).Select(r => Series(references.Seen(r), candidates)).ToArray();
        SeriesSide Side(bool ofMembers) => new(series, [.. Enumerable.Range(0, references.Count).Select(r => references.Weights(r, ofMembers).ToArray())]);
        var outside = SeriesFit.Of(Side(ofMembers: false));
        if (Online)
        {
            var scores = SeriesFit.Of(Side(ofMembers: true)).LogDensities(target);
            TensorPrimitives.Subtract(scores, outside.LogDensities(target), scores);
            return scores;
        }

        return outside.Along(target, outside.MeanResidual(Side(ofMembers: true)));
    }

    /// <summary>What the models say of the candidates, round by round; the initial model knows nothing and is left out.</summary>
    private Predictions[] Series(GlobalModels models, Candidates candidates)
    {
        var rounds = models.Count - 1;
        var looked = Math.Min(Rounds, rounds);
        return [.. Enumerable.Range(1, looked).Select(n => models.Query(candidates, n * rounds / looked))];
    }
}
