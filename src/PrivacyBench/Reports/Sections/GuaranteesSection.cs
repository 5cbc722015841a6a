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
                Rows(defenses)),
        ],
    };

    /// <summary>Equal guarantees of several partitions are one row.</summary>
    private static IReadOnlyList<IReadOnlyList<ReportCell>> Rows(IReadOnlyList<DefenseResult> defenses) =>
        [
            .. defenses
                .SelectMany(d => d.Guarantees.Count == 0 ? [(d.Defense, d.Partition, Cells: Nothing)] : d.Guarantees.Select(g => (d.Defense, d.Partition, Cells: Row(g))))
                .GroupBy(r => (r.Defense, Text: string.Join('\n', r.Cells)))
                .Select(g => (IReadOnlyList<ReportCell>)
                    [g.Key.Defense, Words.List([.. g.Select(r => r.Partition).Distinct()]), .. g.First().Cells.Select(c => new ReportCell(c))]),
        ];

    private static readonly string[] Nothing = ["unbounded", "–", "–", "–", "–", "–", "nobody"];

    private static string[] Row(Guarantee g) =>
    [
        g.Epsilon.ToString(), g.Delta == 0 ? "0" : g.Delta.ToString("0.###e0", CultureInfo.InvariantCulture), g.Unit, g.Adjacency, g.Accountant,
        Numbers.Count(g.Rounds), g.ProtectsFrom.Count == 0 ? "nobody" : Words.List(g.ProtectsFrom),
    ];
}
