namespace PrivacyBench.Measurement;

/// <summary>The true positive rate at a false positive rate, or null and the reason when the sample cannot resolve it.</summary>
/// <param name="Fpr">The largest false positive rate allowed.</param>
/// <param name="Value">The largest true positive rate whose empirical false positive rate is at most that.</param>
/// <param name="Low">The lower end of the interval.</param>
/// <param name="High">The upper end of the interval.</param>
/// <param name="Resolvable">Whether at least ten false positives are expected at that rate.</param>
/// <param name="Reason">Why there is no value, or null when there is one.</param>
public sealed record TprAtFpr(double Fpr, double? Value, double? Low, double? High, bool Resolvable, string? Reason = null)
{
    /// <summary>The false positive rates that are reported.</summary>
    internal static readonly double[] Targets = [0.001, 0.01, 0.1];

    private const int ExpectedFalsePositives = 10;

    /// <summary>Whether the non-members are enough to expect ten false positives at this rate.</summary>
    internal static bool CanResolve(double fpr, int nonMembers) => nonMembers >= Needed(fpr);

    internal static TprAtFpr Of(double fpr, Rate rate, int nonMembers) => CanResolve(fpr, nonMembers)
        ? new(fpr, rate.Value, rate.Low, rate.High, true)
        : new(fpr, null, null, null, false, FormattableString.Invariant(
            $"{nonMembers} non-members cannot resolve a false positive rate of {fpr}: at least {Needed(fpr)} are needed."));

    // A hair is taken off because 10 / 0.001 may come out just above 10,000.
    private static double Needed(double fpr) => Math.Ceiling((ExpectedFalsePositives / fpr) - 1e-6);
}
