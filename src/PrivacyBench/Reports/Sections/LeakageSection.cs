using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sections;

/// <summary>What is left to learn where a protocol hides single updates.</summary>
internal static class LeakageSection
{
    public static ReportSection? Of(IReadOnlyList<DefenseResult> defenses)
    {
        DefenseResult[] summing = [.. defenses.Where(d => d.Remaining.Count > 0)];
        return summing.Length == 0 ? null : new("leakage", "What a protected sum still gives away")
        {
            Paragraphs =
            [
                "A protocol that sums updates changes what a position sees and not what the sum says. This is what each position still learns, and why.",
                .. summing.Where(d => d.Stopped is not null).Select(d =>
                    $"{d.Defense} on {d.Partition}: {Numbers.Count(d.Stopped!.Rounds)} of {Numbers.Count(d.Stopped.Of)} rounds stopped and released nobody's update, and the "
                    + $"global model {(d.Stopped.MovedByNoise ? "moved by noise alone" : "stayed as it was")}. The first: {d.Stopped.Reason}."),
            ],
            Tables =
            [
                new("What remains", ["Position", "What it still learns", "Under"],
                [
                    .. from defense in summing.DistinctBy(d => d.Defense)
                       from remaining in defense.Remaining
                       group defense.Defense by remaining into alike
                       orderby alike.Key.Position
                       select (IReadOnlyList<ReportCell>)[alike.Key.Position, alike.Key.Learns, string.Join(", ", alike)],
                ]),
                new("On what it rests that no more is learnt", ["Under", "As long as"],
                [
                    .. from defense in summing.DistinctBy(d => d.Defense)
                       where defense.Assumption is not null
                       group defense.Defense by defense.Assumption into alike
                       select (IReadOnlyList<ReportCell>)[string.Join(", ", alike), alike.Key],
                ]),
            ],
        };
    }
}
