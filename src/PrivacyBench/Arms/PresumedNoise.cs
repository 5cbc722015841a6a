using PrivacyBench.Accounting.Audits;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>The mechanism that an arm promises, with more and with less noise: what an audit holds the whole curve of an attack against.</summary>
internal static class PresumedNoise
{
    /// <summary>The mechanisms; null where nothing is promised about such canaries, or nothing beyond one (ε, δ).</summary>
    /// <param name="arm">The arm.</param>
    /// <param name="position">Where the adversary stands.</param>
    /// <param name="unit">What a canary is: "record" or "client".</param>
    public static NoiseFamily? Of(Arm arm, ThreatPosition position, string unit)
    {
        if (AuditedPromise.Against(arm.Defense.Guarantees(arm.Size), position.Label, unit) is not { } promised)
        {
            return null;
        }

        var (guarantee, _, delta) = promised;
        var isReplaced = guarantee.Unit != unit;
        if (guarantee.GaussianMu is { } mu && delta is >= 1e-14 and <= 0.01)
        {
            return NoiseFamily.Gaussian(isReplaced ? 2 * mu : mu, delta);
        }

        return isReplaced || guarantee.Curve is null ? null : new(strength => At(arm, position, unit, strength));
    }

    private static (double Epsilon, double Area)? At(Arm arm, ThreatPosition position, string unit, double strength)
    {
        try
        {
            var guarantees = arm.Defense.WithNoise(1 / strength, arm.Size).Guarantees(arm.Size);
            return AuditedPromise.Against(guarantees, position.Label, unit) is { Guarantee.Curve: { } curve } of ? (of.Epsilon.Value, curve.LargestArea) : null;
        }
        catch (ArgumentException)
        {
            // Noise so little or so much that the accountant gives no number.
            return null;
        }
    }
}
