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
    /// <summary>How many spreads are estimated on each side.</summary>
    public LiraSpread Spread { get; init; }

    /// <summary>The paper's test, or the published script's, which puts the members' spread on both sides where one serves all records.</summary>
    public LiraForm Form { get; init; }

    /// <inheritdoc/>
    public override string Label => LiraVariants.Label(base.Label, Spread, Form);

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var target = seen.Query(candidates);
        var logits = new ReferenceLogits(references, candidates);
        var inside = LogitFit.Each(logits.Of(members: true), Spread);
        var outside = LogitFit.Each(logits.Of(members: false), Spread);
        return
        [
            .. inside.Zip(outside, (i, o) => (Inside: i, Outside: Form == LiraForm.Script && Spread == LiraSpread.Shared ? o with { Spread = i.Spread } : o))
                .Select((fits, i) => fits.Inside.LogDensity(target.ScaledLogit(i)) - fits.Outside.LogDensity(target.ScaledLogit(i))),
        ];
    }
}
