using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>Three verdicts from one interval.</summary>
internal static class Decision
{
    private const int Most = 1_000_000;

    /// <summary>Holds when the whole interval is within the bounds (which are allowed themselves), fails when it is wholly beyond one of them.</summary>
    public static Verdict Of(Rate measured, double least, double most)
    {
        if (measured.Above(most) || measured.Below(least))
        {
            return Verdict.Fails;
        }

        return measured.Low >= least && measured.High <= most ? Verdict.Holds : Verdict.Inconclusive;
    }

    /// <summary>
    /// How many federations would decide, were the estimate the truth: intervals shrink with the root of their number, so the half
    /// towards the bound that it crosses needs (half / distance)² times as many. Null where the estimate is on the bound or a
    /// million would not do.
    /// </summary>
    public static int? FederationsFor(Rate measured, double? least, double? most, int federations)
    {
        double? Factor(double? bound) => bound switch
        {
            { } b when measured.Covers(b) && b > measured.Value => Math.Pow((measured.High - measured.Value) / (b - measured.Value), 2),
            { } b when measured.Covers(b) && b < measured.Value => Math.Pow((measured.Value - measured.Low) / (measured.Value - b), 2),
            { } b when measured.Covers(b) => double.PositiveInfinity,
            _ => null,
        };
        double?[] factors = [Factor(least), Factor(most)];
        var needed = factors.Max() * federations;
        return federations > 1 && needed is { } n && n < Most ? Math.Max(federations + 1, (int)Math.Ceiling(n)) : null;
    }

    /// <summary>The number of federations as a sentence.</summary>
    public static string Told(int? federations) => federations is { } needed
        ? FormattableString.Invariant($"Too wide to say: about {needed} federations would decide, were this the true value.")
        : "Too wide to say, and too close to the bound for more federations to help.";
}
