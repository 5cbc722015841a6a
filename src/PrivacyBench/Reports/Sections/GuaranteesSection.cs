using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sections;

internal static class GuaranteesSection
{
    public static ReportSection Of(IReadOnlyList<DefenseResult> defenses) => new("guarantees", "Guarantees of differential privacy")
    {
        Paragraphs =
        [
            "What is proven, beside what was measured above. An epsilon means nothing without the rest of its row; “unbounded” promises nothing. "
            + "Encryption and secure aggregation hide messages from a position; they give no epsilon.",
        ],
        Tables =
        [
            new(
                "Guarantees",
                ["Defense", "Partition", "ε", "δ", "Protects one", "Adjacency", "Accountant", "Rounds", "Holds against"],
                [.. defenses.SelectMany(d => d.Guarantees.Count == 0 ? [None(d)] : d.Guarantees.Select(g => Row(d, g)))]),
        ],
    };

    private static IReadOnlyList<ReportCell> None(DefenseResult d) =>
        [d.Defense, d.Partition, new ReportCell("unbounded", "", "quiet"), "–", "–", "–", "–", "–", "nobody"];

    private static IReadOnlyList<ReportCell> Row(DefenseResult d, Guarantee g) =>
    [
        d.Defense, d.Partition, g.Epsilon.ToString(), g.Delta.ToString("0.###e0", CultureInfo.InvariantCulture), g.Unit, g.Adjacency, g.Accountant,
        Numbers.Count(g.Rounds), g.ProtectsFrom.Count == 0 ? "nobody" : Words.List(g.ProtectsFrom),
    ];
}
