using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Reports;

/// <summary>Names of measured things in plain words.</summary>
internal static class Words
{
    public static string Of(Goal goal) => goal switch
    {
        Goal.Membership => "Membership",
        Goal.ClientMembership => "Membership in a client",
        Goal.Source => "Source",
        _ => goal.ToString(),
    };

    /// <summary>A verdict as results files write it.</summary>
    public static string Of(Verdict verdict) => verdict.ToString().ToLowerInvariant();

    /// <summary>The sign before a verdict.</summary>
    public static string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "✓",
        Verdict.Fails => "✗",
        _ => "?",
    };

    public static string Of(WatchedMetric metric) => metric switch
    {
        WatchedMetric.Advantage => "advantage",
        WatchedMetric.TestAccuracy => "test accuracy",
        WatchedMetric.Epsilon => "ε",
        WatchedMetric.UploadBytes => "bytes up",
        WatchedMetric.DownloadBytes => "bytes down",
        WatchedMetric.TrainingTime => "training time",
        WatchedMetric.ClientTime => "client time",
        _ => "server time",
    };

    /// <summary>A claim as a sentence.</summary>
    public static string Of(Claim claim)
    {
        var bounds = new List<string>();
        if (claim.AtMost is { } most)
            bounds.Add("is at most " + Numbers.Significant(most));
        if (claim.AtLeast is { } least)
            bounds.Add("is at least " + Numbers.Significant(least));
        if (claim.ShrinksBy is { } share)
            bounds.Add("shrinks by at least " + Numbers.Percent(share));
        string?[] subject =
        [
            claim.Goal?.Name(), claim.Metric, claim.Fpr is { } fpr ? $"({Numbers.Significant(100 * fpr)}%)" : null,
            claim.Attack is { } attack ? $"of {attack}" : null, claim.Position is { } position ? $"from {position}" : null,
            claim.Partition is { } partition ? $"on {partition}" : null,
        ];
        return $"{claim.Defense}: {string.Join(' ', subject.OfType<string>())} {List(bounds)}";
    }

    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };
}
