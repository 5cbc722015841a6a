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

    /// <summary>
    /// Copies of each record that are asked about beside it, null for none: the logits are a vector then, of normal distribution with a
    /// diagonal covariance, and the logarithm of the ratio is averaged over its entries.
    /// </summary>
    public AugmentedQueries? Augmented { get; init; }

    /// <inheritdoc/>
    public override string Label => LiraVariants.Label(base.Label, Spread, Form, Augmented);

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random) =>
        ReferenceLogits.MeanOverQueries(seen, references, candidates, Augmented, logits =>
        [
            .. LogitFit.Each(logits.Of(members: true), Spread).Zip(LogitFit.Each(logits.Of(members: false), Spread), Sides)
                .Select((fits, i) => fits.Inside.LogDensity(logits.Target[i]) - fits.Outside.LogDensity(logits.Target[i])),
        ]);

    private (LogitFit Inside, LogitFit Outside) Sides(LogitFit inside, LogitFit outside) =>
        (inside, Form == LiraForm.Script && Spread == LiraSpread.Shared ? outside with { Spread = inside.Spread } : outside);
}
