using System.ComponentModel.DataAnnotations;
using System.Globalization;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Measurement;

namespace PrivacyBench.Defenses;

/// <summary>A defense by clipping and noise, given by its noise or by the epsilon that it must keep.</summary>
public abstract record NoisyDefense : Defense
{
    private const double UsualEpsilon = 8;
    private const double UsualDelta = 1e-5;
    private const double UsualClip = 1;

    private protected NoisyDefense()
    {
    }

    /// <summary>The wanted ε over the whole of training, above 0; 8 where neither it nor <see cref="NoiseMultiplier"/> is given.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? Epsilon { get; init; }

    /// <summary>δ, between 0 and 1, both exclusive.</summary>
    [Range(0, 1, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double Delta { get; init; } = UsualDelta;

    /// <summary>The clipping norm C of what one unit adds, above 0.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double Clip { get; init; } = UsualClip;

    /// <summary>σ: the noise's deviation over C, above 0; give it or <see cref="Epsilon"/>.</summary>
    [Range(0, double.MaxValue, MinimumIsExclusive = true)]
    public double? NoiseMultiplier { get; init; }

    /// <summary>The catalogue's name with ε or σ, and every other setting that is not the usual one: two that differ have two names.</summary>
    public sealed override string Label => $"{base.Label}({string.Join(", ", Settings)})";

    /// <summary>What the label names, in order.</summary>
    private protected virtual IEnumerable<string> Settings =>
    [
        NoiseMultiplier is { } given ? $"σ={Short(given)}" : $"ε={Short(Epsilon ?? UsualEpsilon)}",
        .. Unusual("C", Clip, UsualClip),
        .. Unusual("δ", Delta, UsualDelta),
    ];

    /// <summary>A setting by its name, where it is not the usual one.</summary>
    private protected static IEnumerable<string> Unusual(string name, double value, double usual) => value == usual ? [] : [$"{name}={Short(value)}"];

    /// <summary>All digits, so that no two values look alike: 0.25, 1e-06.</summary>
    private protected static string Short(double value) => value.ToString(CultureInfo.InvariantCulture).Replace('E', 'e');

    /// <summary>σ once the federation is known.</summary>
    internal double Noise { get; init; }

    /// <inheritdoc/>
    public override Defense For(FederationSize federation)
    {
        Check(federation);
        return (Epsilon, NoiseMultiplier) switch
        {
            ({ }, { }) => throw new ArgumentException($"{base.Label} takes 'epsilon' or 'noiseMultiplier', and not both."),
            (_, { } given) => this with { Noise = given },
            _ => this with { Noise = NoiseFor(Epsilon ?? UsualEpsilon, federation) },
        };
    }

    /// <summary>The same defense with its noise multiplied by a factor above 0, once the federation is known.</summary>
    internal NoisyDefense WithNoise(double factor) => this with { Epsilon = null, NoiseMultiplier = Noise * factor };

    /// <summary>Refuses a federation that the accounting does not cover.</summary>
    /// <exception cref="ArgumentException">With what would have to change.</exception>
    private protected virtual void Check(FederationSize federation)
    {
    }

    /// <summary>What a composition promises for adding or removing one unit, with its whole curve.</summary>
    private protected Guarantee Accounted(
        IReadOnlyList<(IMechanism Mechanism, int Count)> steps, string unit, string remark, FederationSize federation, IReadOnlyList<string> protectsFrom)
    {
        var account = Accountant.Epsilon(steps, Delta);
        var epsilon = new Epsilon(account.Upper);
        var profile = Accountant.Profile(steps);
        return new(epsilon, Delta, unit, "add-or-remove", $"{account.Name}, {remark}", federation.Rounds, protectsFrom)
        {
            Curve = GuaranteeCurve.Of(e => profile.Delta(e).Upper, epsilon),
            GaussianMu = steps is [(Gaussian { SamplingRate: 1 } gaussian, var count)] ? Math.Sqrt(count) / gaussian.NoiseMultiplier : null,
        };
    }

    /// <summary>The noise multiplier that an ε needs.</summary>
    private protected abstract double NoiseFor(double epsilon, FederationSize federation);
}
