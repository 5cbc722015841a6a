using System.Runtime.CompilerServices;

namespace PrivacyBench.Accounting;

/// <summary>The ranges in which accounting is valid; outside an exception says so, and nothing returns NaN.</summary>
internal static class Allowed
{
    public static double Delta(double delta, [CallerArgumentExpression(nameof(delta))] string? name = null) =>
        Within(delta, 1e-100, 0.999, "A delta", name);

    public static double Probability(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Within(value, 0, 1, "A probability", name);

    public static double SamplingRate(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Within(value, 1e-8, 1, "A sampling rate", name);

    public static double NoiseMultiplier(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        Within(value, 0.001, 300, "A noise multiplier", name);

    public static int Steps(int value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        (int)Within(value, 1, 10_000_000, "A number of steps", name);

    public static double Within(
        double value,
        double least,
        double most,
        string what,
        [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{what} here lies from {least} to {most}."));
}
