using System.ComponentModel.DataAnnotations;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Defenses;

/// <summary>
/// Central differential privacy of clients: the server clips each update to norm C, adds them up alike, adds N(0, (σC)²I) to the sum and
/// divides by the expected number of clients (McMahan, Ramage, Talwar, Zhang 2018, algorithm 1). It protects from whoever sees the
/// global models, and not from the server.
/// </summary>
/// <remarks>
/// Beside a sum-only aggregation the server sees no update to clip, so each client clips its own before it leaves, and the server noises the sum
/// before anybody else sees it. Then clients are trusted to clip: one that does not is not protected itself and can move the model at
/// will, while the others stay protected. Whoever opens the sum sees it without noise. The noise is of floating-point numbers from a statistical generator: an evaluation, not a release.
/// </remarks>
public sealed record ClientDp : NoisyDefense
{
    /// <summary>
    /// γ: the share of updates that shall stay unclipped, between 0 and 1, both exclusive; the clipping norm follows it, from
    /// <see cref="NoisyDefense.Clip"/> on (Andrew, Thakkar, McMahan, Ramaswamy 2021). Null for a fixed norm.
    /// </summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double? AdaptiveQuantile { get; init; }

    /// <summary>η of C ← C·exp(−η(b̃ − γ)), above 0.</summary>
    [Range(0, 10, MinimumIsExclusive = true)]
    public double AdaptiveRate { get; init; } = UsualRate;

    private const double UsualRate = 0.2;

    // Of the fixed-point numbers in which clipped updates travel, where they do.
    private const int FractionBits = 16;

    /// <inheritdoc/>
    public override bool CountsClientsAlike => true;

    /// <summary>Whether each client clips its own update, since the sum alone is seen.</summary>
    internal bool ClientsClip { get; init; }

    /// <inheritdoc/>
    public override Defense For(FederationSize federation) => (ClientDp)base.For(federation) with { ClientsClip = federation.SumsUpdates };

    /// <inheritdoc/>
    public override FederationSize Shape(FederationSize federation) => federation with
    {
        LargestValue = Math.Max(federation.LargestValue, Clip),
        FractionBits = Math.Max(federation.FractionBits, FractionBits),
    };

    /// <summary>Clipped so far that rounding, to single precision and by half a unit a value to fixed point, does not take it beyond C.</summary>
    public override float[] Leave(float[] update, RoundContext context) =>
        ClientsClip ? Clipping.Clip(update, (Clip * (1 - 1e-6)) - Rounding(update.Length)) : update;

    /// <inheritdoc/>
    public override float[] Receive(float[] update, RoundContext context) => Clipping.Clip(update, Norm(context));

    /// <inheritdoc/>
    public override float[] Release(float[] mean, RoundContext context) =>
        Clipping.Noised(mean, UpdateNoise(context.Divisor) * Norm(context) / context.Divisor, context.Random);

    /// <summary>Sampling is secret: noise alone is released where the aggregation stops because few take part, as where nobody does.</summary>
    public override bool HidesStops => true;

    /// <inheritdoc/>
    public override double[] Start() => [Clip];

    /// <inheritdoc/>
    public override double[] Learn(IReadOnlyList<float[]> updates, RoundContext context)
    {
        if (AdaptiveQuantile is not { } quantile)
        {
            return context.Memory;
        }

        // Bits of ±½, so that a client moves the count by no more than ½ (their section 2.2).
        var unclipped = updates.Sum(update => Clipping.Norm(update) <= Norm(context) ? 0.5 : -0.5);
        var noise = new float[1];
        context.Random.FillGaussian(noise, CountNoise(context.Divisor));
        var share = ((unclipped + noise[0]) / context.Divisor) + 0.5;
        return [Norm(context) * Math.Exp(-AdaptiveRate * (share - quantile))];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Guarantee> Guarantees(FederationSize federation)
    {
        var gaussian = new Gaussian(((ClientDp)For(federation)).Noise, Rate(federation));
        return
        [
            Accounted(
                [(gaussian, federation.Rounds)], "client",
                FormattableString.Invariant($"Poisson sampling at rate {gaussian.SamplingRate:0.####}{(federation.SumsUpdates ? ", clients trusted to clip" : "")}"), federation, ShieldedFrom(federation)),
        ];
    }

    private protected override IEnumerable<string> Settings =>
    [
        .. base.Settings,
        .. AdaptiveQuantile is { } quantile ? [$"γ={Short(quantile)}", .. Unusual("η", AdaptiveRate, UsualRate)] : Array.Empty<string>(),
    ];

    private protected override void Check(FederationSize federation)
    {
        if (federation.SumsUpdates && AdaptiveQuantile is not null)
        {
            throw new ArgumentException(
                "client-dp learns its clipping norm from single updates, which a protected sum does not show; leave out 'adaptiveQuantile'.");
        }

        if (federation.SumsUpdates && Clip <= 2 * Rounding(federation.Parameters))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A clipping norm of {Clip} drowns in the rounding of {federation.Parameters} values to fixed point; it must be above {2 * Rounding(federation.Parameters)}."));
        }

        if (!federation.Participation.IsPoisson && federation.Participation.Share < 1)
        {
            throw new ArgumentException(
                "client-dp is accounted for Poisson sampling and not for a fixed number of clients; set federation.sampling to \"poisson\" or "
                + "federation.participation to 1.");
        }
    }

    private protected override double NoiseFor(double epsilon, FederationSize federation) =>
        Calibration.NoiseMultiplier(epsilon, Delta, Rate(federation), federation.Rounds);

    /// <summary>Whoever sees the models only does not know who took part, so the sampling hides a client.</summary>
    private static double Rate(FederationSize federation) => federation.Participation.IsPoisson ? federation.Participation.Share : 1;

    /// <summary>
    /// Clients of a protected sum meet each other's keys in its steps, and those of a round that stops know that few were there: sampling
    /// hides nobody from them.
    /// </summary>
    private static IReadOnlyList<string> ShieldedFrom(FederationSize federation) =>
        federation.SumsUpdates && federation.Participation.IsPoisson ? ["external"] : ["external", "client"];

    private static double Rounding(int values) => Math.Sqrt(values) * Math.ScaleB(1, -FractionBits - 1);

    private double Norm(RoundContext context) => context.Memory is [var learnt] ? learnt : Clip;

    /// <summary>The noise on the count of unclipped updates: a twentieth of the clients (their section 3.1), and more where σ asks for it.</summary>
    private double CountNoise(double participants) => Math.Max(participants / 20, Noise);

    /// <summary>
    /// What is left of the noise multiplier for updates when the count takes its part: (σ⁻² − (2σ_b)⁻²)^(−½) (Andrew et al. 2021, theorem 1), so
    /// that both together cost what σ alone would.
    /// </summary>
    private double UpdateNoise(double participants) => AdaptiveQuantile is null
        ? Noise
        : 1 / Math.Sqrt((1 / (Noise * Noise)) - (1 / (4 * CountNoise(participants) * CountNoise(participants))));
}
