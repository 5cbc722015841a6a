using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The offline likelihood-ratio attack: Φ((φ − μ_out)/σ_out), with φ the scaled logit of the final model and μ_out, σ_out its
/// centre and spread among references that did not train on the record (Carlini et al. 2022, section VI, equation 4; the
/// one-sided test of the paper, not the two-sided density of its script).
/// </summary>
/// <remarks>The score is the standardised value itself, of which Φ is a monotone function that would round to 1 far out.</remarks>
public sealed record LiraOffline : MembershipAttack<FinalModel>
{
    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var target = seen.Query(candidates);
        var models = Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates)).ToArray();
        var outs = Enumerable.Range(0, candidates.Count)
            .Select(i => models.Where((_, r) => !references.IsMember(r, i)).Select(m => m.ScaledLogit(i)).ToArray())
            .ToArray();
        return [.. LogitFit.Each(outs).Select((fit, i) => fit.Standardised(target.ScaledLogit(i)))];
    }
}
