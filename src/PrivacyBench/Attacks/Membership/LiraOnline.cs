using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The online likelihood-ratio attack: ln N(φ; μ_in, σ²_in) − ln N(φ; μ_out, σ²_out), with φ the scaled logit of the final model and
/// the parameters fitted for each record among references that did and that did not train on it (Carlini et al. 2022, algorithm 1;
/// medians as centres, as in its script, and the spreads of the two sides apart).
/// </summary>
public sealed record LiraOnline : MembershipAttack<FinalModel>
{
    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var target = seen.Query(candidates);
        var models = Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates)).ToArray();
        LogitFit[] Fits(bool member) => LogitFit.Each(
        [
            .. Enumerable.Range(0, candidates.Count)
                .Select(i => models.Where((_, r) => references.IsMember(r, i) == member).Select(m => m.ScaledLogit(i)).ToArray()),
        ]);
        return
        [
            .. Fits(member: true).Zip(Fits(member: false), (inside, outside) => (inside, outside))
                .Select((fits, i) => fits.inside.LogDensity(target.ScaledLogit(i)) - fits.outside.LogDensity(target.ScaledLogit(i))),
        ];
    }
}
