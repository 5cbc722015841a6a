using System.ComponentModel.DataAnnotations;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Noise;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Defenses;

/// <summary>
/// Distributed differential privacy of clients: each client clips, rotates, scales and rounds its update to integers and adds a share of
/// integer noise; a sum-only aggregation shows the noisy sum alone (Kairouz, Liu, Steinke 2021, algorithms 1 and 2; Agarwal, Kairouz, Liu
/// 2021 for Skellam noise).
/// </summary>
/// <remarks>
/// The guarantee counts the shares that are surely in a released sum and that an adversary does not know: of a round's clients
/// <see cref="Dropouts"/> may be missing, and of those that are left <see cref="Tolerates"/> may collude. A round that loses more stops, and
/// nothing of it is released; how many are left does not depend on what they hold. Without a sum-only aggregation beside it the server sees
/// single updates under one share of noise, and nothing is promised against it.
/// </remarks>
public sealed record DistributedDp : NoisyDefense
{
    private const string UsualNoises = "discrete-gaussian";
    private const int UsualScaleBits = 12;

    // The chance that one rounding is drawn again, as in the paper's experiments.
    private static readonly double Rejected = Math.Exp(-0.5);

    /// <summary>"discrete-gaussian" or "skellam".</summary>
    [AllowedValues("discrete-gaussian", "skellam")]
    public string Noises { get; init; } = UsualNoises;

    /// <summary>s: values are multiples of 2^−s, from 4 to 16.</summary>
    [Range(4, 16)]
    public int ScaleBits { get; init; } = UsualScaleBits;

    /// <summary>How many clients of a round may collude, at least 1: a client that looks at the sum knows its own share.</summary>
    [Range(1, int.MaxValue)]
    public int Tolerates { get; init; } = 1;

    /// <summary>How many clients of a round may drop out of it before it stops, at least 0, beside those that collude.</summary>
    [Range(0, int.MaxValue)]
    public int Dropouts { get; init; }

    /// <inheritdoc/>
    public override bool CountsClientsAlike => true;

    /// <inheritdoc/>
    public override bool Encodes => true;

    /// <summary>The clients whose noise the guarantee counts.</summary>
    internal int Shares { get; init; }

    /// <inheritdoc/>
    public override Defense For(FederationSize federation) =>
        (DistributedDp)base.For(federation) with { Shares = CountedShares(federation) };

    /// <inheritdoc/>
    public override FederationSize Shape(FederationSize federation) => federation with
    {
        Parameters = Rotation.Length(federation.Parameters),
        // One value holds at most the whole norm, and noise beyond 12 deviations is not seen in the age of the universe.
        LargestValue = Clip + Unit + (12 * ((DistributedDp)For(federation)).ShareDeviation * Unit),
        FractionBits = ScaleBits,
    };

    /// <inheritdoc/>
    public override float[] Leave(float[] update, RoundContext context)
    {
        var rotated = Rotation.Forward(Clipping.Clip(update, Clip), context.Shared);
        var rounded = Rounded(Array.ConvertAll(rotated, v => v / Unit), context.Random.Named("rounding"));
        var bits = context.Random.Named("noise");
        var noise = ShareNoise;
        return Array.ConvertAll(rounded, value => (float)((value + noise.Draw(bits.NextUInt64)) * Unit));
    }

    /// <inheritdoc/>
    public override float[] Open(float[] sent, RoundContext context) => Rotation.Back(sent, context.Parameters, context.Shared);

    /// <inheritdoc/>
    public override string? Stops(RoundContext context) => context.Clients >= Shares + Tolerates
        ? null
        : FormattableString.Invariant(
            $"{Label}: {context.Clients} clients are left, and the promised noise needs {Shares + Tolerates}, of whom {Tolerates} may collude; ")
        + "raise \"dropouts\" or lower federation.dropout";

    /// <inheritdoc/>
    public override IReadOnlyList<Guarantee> Guarantees(FederationSize federation)
    {
        var complete = (DistributedDp)For(federation);
        string[] shielded = federation.SumsUpdates
            ? ["external", "client", "server", .. Enumerable.Range(1, Tolerates).Select(c => $"server-with-clients({c})")]
            : ["external", "client"];
        return
        [
            Accounted(
                complete.Steps(complete.Noise, federation), "client",
                FormattableString.Invariant($"noise of {complete.Shares} clients counted, {Tolerates} may collude and {Dropouts} drop out"), federation, shielded),
        ];
    }

    private protected override IEnumerable<string> Settings =>
    [
        .. base.Settings,
        .. Noises == UsualNoises ? Array.Empty<string>() : [Noises],
        .. Unusual("s", ScaleBits, UsualScaleBits),
        .. Unusual("tolerates", Tolerates, 1),
        .. Unusual("dropouts", Dropouts, 0),
    ];

    private protected override void Check(FederationSize federation)
    {
        if (federation.Participation.IsPoisson)
        {
            throw new ArgumentException(
                "distributed-dp needs a certain number of shares of noise in every round; set federation.sampling to \"fixed\".");
        }

        if (federation.Participants <= (double)Tolerates + Dropouts)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{federation.Participants} clients take part in a round; \"tolerates\" and \"dropouts\" together must be below that, found {Tolerates} and {Dropouts}."));
        }
    }

    private protected override double NoiseFor(double epsilon, FederationSize federation) =>
        Calibration.Noise(epsilon, Delta, 0.05, 1000, noise => (this with { Shares = CountedShares(federation) }).Steps(noise, federation));

    private int CountedShares(FederationSize federation) => (int)federation.Participants - Tolerates - Dropouts;

    private double Unit => Math.ScaleB(1, -ScaleBits);

    /// <summary>The deviation of one share of noise in integer units: all counted shares together have σC.</summary>
    private double ShareDeviation => Noise * Clip / Unit / Math.Sqrt(Shares);

    private IIntegerNoise ShareNoise => Noises == "skellam"
        ? new SkellamNoise(ShareDeviation * ShareDeviation)
        : new DiscreteGaussianNoise(ShareDeviation * ShareDeviation);

    private IReadOnlyList<(IMechanism Mechanism, int Count)> Steps(double noise, FederationSize federation)
    {
        var dimension = Rotation.Length(federation.Parameters);
        var norm = RoundedNorm(dimension);
        var norm1 = ConditionalRounding.NormL1(norm, dimension);
        var deviation = (this with { Noise = noise }).ShareDeviation;
        return
        [
            (Noises == "skellam"
                ? new Skellam(Shares * deviation * deviation, norm, norm1)
                : new DiscreteGaussianSum(Shares, deviation, dimension, norm, norm1), federation.Rounds),
        ];
    }

    private double RoundedNorm(int dimension) => ConditionalRounding.Norm(Clip / Unit, dimension, Rejected);

    /// <summary>Rounds each value up or down at random, without bias, and again until the norm keeps its bound (definition 5).</summary>
    private long[] Rounded(double[] values, RandomStream random)
    {
        // A hair above the bound for what single precision adds to the clipped norm.
        var most = RoundedNorm(values.Length) * (1 + 1e-6);
        while (true)
        {
            var rounded = Array.ConvertAll(values, v => (long)Math.Floor(v + random.Uniform()));
            if (Math.Sqrt(rounded.Sum(v => (double)v * v)) <= most)
            {
                return rounded;
            }
        }
    }
}
