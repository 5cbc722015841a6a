using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Sanity;

/// <summary>Something that must be so whatever the defenses do; where it is not, the harness or the run is to blame and its numbers prove nothing.</summary>
internal interface ISanityRule
{
    /// <summary>What the rule says of an evaluation, place by place.</summary>
    IEnumerable<SanityResult> Check(Evidence evidence);
}

/// <summary>What a sanity rule found.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Place">Where it looked.</param>
/// <param name="Verdict">Holds, fails, or inconclusive where the run cannot show it.</param>
/// <param name="Evidence">The numbers, in a sentence.</param>
public sealed record SanityResult(string Rule, string Place, Verdict Verdict, string Evidence);

/// <summary>What sanity rules look at.</summary>
/// <param name="Cells">All cells.</param>
/// <param name="Defenses">All defenses' results.</param>
/// <param name="SumOnly">The labels of the defenses that change how updates are summed and nothing else.</param>
/// <param name="Chance">How attacks fared on truth drawn anew.</param>
/// <param name="Confidence">The confidence of the intervals.</param>
internal sealed record Evidence(
    IReadOnlyList<Cell> Cells, IReadOnlyList<DefenseResult> Defenses, IReadOnlySet<string> SumOnly, IReadOnlyList<ChanceTrial> Chance,
    double Confidence);

/// <summary>The rules that every evaluation carries.</summary>
internal static class SanityRules
{
    private static readonly ISanityRule[] All = [new LeakShown(), new SumUnchanged(), new ChanceCovered()];

    public static IReadOnlyList<SanityResult> Check(Evidence evidence) => [.. All.SelectMany(rule => rule.Check(evidence))];
}
