using PrivacyBench.Accounting;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Local differential privacy of clients: each client clips its update to norm C and adds N(0, (σC)²I) before it leaves, so even
/// the server sees protected updates only. One round is a Gaussian mechanism with μ = 1/σ for adding or removing the client
/// (an absent client's update counts as 0); T rounds compose exactly to μ√T (Balle and Wang 2018; Dong, Roth, Su 2022).
/// </summary>
/// <remarks>
/// No sampling of clients is counted, from no position: who does not take part brings no noise either, so that secret participation hides no
/// update in the noise of the others (in a round without others, being there or not is plain to see). The noise is of floating-point numbers from a statistical generator: an evaluation, not a release.
/// </remarks>
public sealed record LocalDp : NoisyDefense
{
    /// <inheritdoc/>
    public override float[] Leave(float[] update, RoundContext context) =>
        Clipping.Noised(Clipping.Clip(update, Clip), Noise * Clip, context.Random);

    /// <inheritdoc/>
    public override IReadOnlyList<Guarantee> Guarantees(FederationSize federation)
    {
        // The server sees who takes part, so there is no amplification: a client is counted in every round.
        var mu = Math.Sqrt(federation.Rounds) / ((LocalDp)For(federation)).Noise;
        var epsilon = new Epsilon(GaussianCurve.Epsilon(mu, Delta));
        return
        [
            new(epsilon, Delta, "client", "add-or-remove", "exact Gaussian curve", federation.Rounds, [.. ThreatPositions.Catalogue.Entries.Keys])
            {
                Curve = GuaranteeCurve.Of(e => GaussianCurve.Delta(mu, e), epsilon),
                GaussianMu = mu,
            },
        ];
    }

    private protected override double NoiseFor(double epsilon, FederationSize federation) =>
        GaussianCurve.NoiseMultiplier(epsilon, Delta, federation.Rounds);
}
