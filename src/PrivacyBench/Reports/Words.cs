using PrivacyBench.Verdicts;

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

    /// <summary>A claim as a sentence.</summary>
    public static string Of(Claim claim)
    {
        var bounds = new List<string>();
        if (claim.AtMost is { } most)
            bounds.Add("at most " + Numbers.Significant(most));
        if (claim.AtLeast is { } least)
            bounds.Add("at least " + Numbers.Significant(least));
        return $"{claim.Defense}: {Of(claim.Goal).ToLowerInvariant()} {claim.Metric} from {claim.Position} is {List(bounds)}";
    }

    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => string.Join(", ", items.Take(items.Count - 1)) + " and " + items[^1],
    };
}
