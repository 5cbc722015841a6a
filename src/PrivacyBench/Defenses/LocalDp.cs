using System.ComponentModel.DataAnnotations;
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
/// <remarks>The noise is of floating-point numbers from a statistical generator: an evaluation, not a release.</remarks>
public sealed record LocalDp : Defense
{
    private const double UsualEpsilon = 8;

    /// <summary>The wanted ε over all rounds, above 0; 8 where neither it nor <see cref="NoiseMultiplier"/> is given.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? Epsilon { get; init; }

    /// <summary>δ, between 0 and 1, both exclusive.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Delta { get; init; } = 1e-5;

    /// <summary>The clipping norm C of an update, above 0.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Clip { get; init; } = 1;

    /// <summary>σ: the noise's deviation over C, above 0; give it or <see cref="Epsilon"/>.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? NoiseMultiplier { get; init; }

    /// <inheritdoc/>
    public override string Label => NoiseMultiplier is { } given
        ? FormattableString.Invariant($"{base.Label}(σ={given})")
        : FormattableString.Invariant($"{base.Label}(ε={Epsilon ?? UsualEpsilon})");

    /// <summary>σ once the number of rounds is known.</summary>
    internal double Noise { get; init; }

    /// <inheritdoc/>
    public override Defense For(FederationSize federation) => (Epsilon, NoiseMultiplier) switch
    {
        ({ }, { }) => throw new ArgumentException("local-dp takes 'epsilon' or 'noiseMultiplier', and not both."),
        (_, { } given) => this with { Noise = given },
        _ => this with { Noise = Math.Sqrt(federation.Rounds) / GaussianCurve.Mu(Epsilon ?? UsualEpsilon, Delta) },
    };

    /// <inheritdoc/>
    public override float[] Leave(float[] update, RoundContext context)
    {
        var noised = Clipping.Clip(update, Clip);
        var noise = new float[noised.Length];
        context.Random.FillGaussian(noise, Noise * Clip);
        for (var i = 0; i < noised.Length; i++)
        {
            noised[i] += noise[i];
        }

        return noised;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Guarantee> Guarantees(FederationSize federation)
    {
        // The server sees who takes part, so there is no amplification: a client is counted in every round.
        var mu = Math.Sqrt(federation.Rounds) / ((LocalDp)For(federation)).Noise;
        return
        [
            new(
                new Epsilon(GaussianCurve.Epsilon(mu, Delta)), Delta, "client", "add-or-remove", "exact Gaussian curve", federation.Rounds,
                [.. ThreatPositions.Catalogue.Entries.Keys]),
        ];
    }
}
