using PrivacyBench.Measurement;
using PrivacyBench.Reports.Sentences;

namespace PrivacyBench.Reports;

/// <summary>Defenses that leave the same numbers everywhere in a partition, as they are printed: to a reader they are one.</summary>
/// <param name="Defenses">Their labels, the one of the lowest price first.</param>
/// <param name="Cells">What they leave, one for each row of the table.</param>
/// <param name="Costs">The numbers of the first; null where none were recorded.</param>
internal sealed record EqualDefenses(IReadOnlyList<string> Defenses, IReadOnlyList<SummaryCell> Cells, DefenseResult? Costs)
{
    /// <summary>The first by name and the others by number.</summary>
    public string Name => Defenses.Count == 1 ? Defenses[0] : $"{Defenses[0]} and {Numbers.Count(Defenses.Count - 1)} alike";

    /// <summary>The groups of a table; the undefended run stands alone and first, the others in the order of the table.</summary>
    public static IReadOnlyList<EqualDefenses> Of(SummaryTable table, IReadOnlyList<DefenseResult> defenses)
    {
        var costs = defenses.Where(d => d.Partition == table.Partition).ToDictionary(d => d.Defense);
        string Key(int column) => string.Join(
            '\n',
            [
                table.Defenses[column] == SummaryTable.Undefended ? "alone" : "",
                costs.TryGetValue(table.Defenses[column], out var cost) ? Numbers.Fixed(cost.Utility.TestAccuracy.Value) : "",
                .. table.Rows.Select(r => r.Cells[column].Text + r.Cells[column].Remark),
            ]);
        return
        [
            .. Enumerable.Range(0, table.Defenses.Count).GroupBy(Key).OrderByDescending(g => table.Defenses[g.First()] == SummaryTable.Undefended).Select(group =>
            {
                var labels = Remedy.ByPrice(group.Select(c => new Remedy(table.Defenses[c], [], costs.GetValueOrDefault(table.Defenses[c]), null))).Select(r => r.Defense).ToList();
                return new EqualDefenses(labels, [.. table.Rows.Select(r => r.Cells[group.First()])], costs.GetValueOrDefault(labels[0]));
            }),
        ];
    }
}
