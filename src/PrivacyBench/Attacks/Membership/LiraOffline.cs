using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The offline likelihood-ratio attack: Φ((φ − μ_out)/σ_out), with φ the scaled logit of the final model and μ_out, σ_out its
/// centre and spread among references that did not train on the record (Carlini et al. 2022, section VI, equation 4).
/// </summary>
/// <remarks>
/// The score is the standardised value itself, of which Φ is a monotone function that would round to 1 far out. The published script
/// takes minus the log-density instead, so that a very low φ scores as a member; that is the form "script".
/// </remarks>
public sealed record LiraOffline : MembershipAttack<FinalModel>
{
    /// <summary>How many spreads are estimated.</summary>
    public LiraSpread Spread { get; init; }

    /// <summary>The paper's test, or the published script's.</summary>
    public LiraForm Form { get; init; }

    /// <summary>Copies of each record that are asked about beside it; null for none. The scores of all queries are averaged.</summary>
    public AugmentedQueries? Augmented { get; init; }

    /// <inheritdoc/>
    public override string Label => LiraVariants.Label(base.Label, Spread, Form, Augmented);

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        return ReferenceLogits.MeanOverQueries(seen, references, candidates, Augmented, logits =>
        [
            .. LogitFit.Each(logits.Of(members: false), Spread).Select((fit, i) => Form == LiraForm.Script
                ? -fit.LogDensity(logits.Target[i])
                : fit.Standardised(logits.Target[i])),
        ]);
    }
}
