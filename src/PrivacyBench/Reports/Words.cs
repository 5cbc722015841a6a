using PrivacyBench.Measurement;
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

    public static string Of(AttackStatus status) => status switch
    {
        AttackStatus.Ran => "measured",
        AttackStatus.Blocked => "cannot run",
        AttackStatus.NotSeen => "not seen",
        _ => "no answer",
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

    /// <summary>How many claims hold, by measurement and by construction, how many fail and how many are open.</summary>
    public static string Counted(IReadOnlyList<ClaimResult> claims)
    {
        var built = claims.Count(c => c is { Verdict: Verdict.Holds, Basis: Basis.ByConstruction });
        int Count(Verdict verdict) => claims.Count(c => c.Verdict == verdict);
        return $"{Numbers.Count(Count(Verdict.Holds) - built)} hold by measurement and {Numbers.Count(built)} by construction, {Numbers.Count(Count(Verdict.Fails))} fail and "
            + $"{Numbers.Count(Count(Verdict.Inconclusive))} are inconclusive";
    }

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

    /// <summary>A threat position as a noun in a sentence: "the server with 2 clients" for <c>server-with-clients(2)</c>.</summary>
    public static string Position(string label)
    {
        var parts = label.Split('(', ')');
        return (parts[0], parts.ElementAtOrDefault(1)) switch
        {
            ("external", "labels") => "an outsider who is told labels alone",
            ("external", _) => "an outsider",
            ("client", _) => "a client",
            ("server", _) => "the server",
            ("server-with-clients", "1") => "the server with one client",
            ("server-with-clients", { } clients) => $"the server with {clients} clients",
            ("key-holder", _) => "the server with a holder of a key",
            ("aggregator", "1") => "one of the aggregators",
            ("aggregator", { } colluding) => $"{colluding} of the aggregators",
            ("network", _) => "who watches the network",
            _ => $"the {label}",
        };
    }

    /// <summary>A list of which the first few are named and the others counted.</summary>
    public static string Some(IReadOnlyList<string> items, int named = 4) =>
        items.Count <= named ? List(items) : $"{string.Join(", ", items.Take(named))} and {Numbers.Count(items.Count - named)} more";

    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };
}
