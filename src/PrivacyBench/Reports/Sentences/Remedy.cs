using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>What one defense leaves of a leak at every position that has it, and what it costs.</summary>
/// <param name="Defense">The defense's label.</param>
/// <param name="Left">The rows that leak without it or under it, with what is left.</param>
/// <param name="Costs">The defense's own numbers; null where none were recorded.</param>
/// <param name="AccuracyLost">By how much the model is less accurate than undefended; null where that is not known.</param>
internal sealed record Remedy(string Defense, IReadOnlyList<(SummaryRow Row, SummaryCell Cell)> Left, DefenseResult? Costs, double? AccuracyLost)
{
    /// <summary>Whether nothing can run at any of the positions.</summary>
    public bool IsByConstruction => Left.All(l => l.Cell.State == SummaryState.Blocked);

    /// <summary>Whether nothing that is left can be told from guessing.</summary>
    public bool ReachesChance => Left.All(l => l.Cell.State is SummaryState.Blocked or SummaryState.NearZero);

    /// <summary>Whether it is shown to shrink the leak at every position: one blocked position is no answer.</summary>
    public bool Helps => Left.All(l => l.Cell.State == SummaryState.Blocked || l.Cell.Shrink?.Difference?.Above(0) == true);

    /// <summary>Where most is left, by the upper ends: a wide interval is no merit. Null where nothing can run.</summary>
    public (SummaryRow Row, SummaryCell Cell)? Most =>
        Left.Where(l => l.Cell.Advantage is not null).OrderByDescending(l => l.Cell.Advantage!.Value.High).ThenBy(l => l.Row.Position, StringComparer.Ordinal)
            .Cast<(SummaryRow, SummaryCell)?>().FirstOrDefault();

    /// <summary>Whether the model is still of use: within the loss of accuracy that is accepted, and better than naming one class.</summary>
    public bool IsAffordable(double loss) => (AccuracyLost is not { } lost || Math.Round(lost, 4) <= loss) && Costs?.Utility.Works != false;

    /// <summary>Accuracy in points first, then bytes, then time: whatever the order in the file.</summary>
    public static IOrderedEnumerable<Remedy> ByPrice(IEnumerable<Remedy> remedies) => remedies
        .OrderByDescending(r => Math.Round(r.Costs?.Utility.TestAccuracy.Value ?? 0, 2))
        .ThenBy(r => r.Costs?.Cost.UploadBytesPerClientPerRound)
        .ThenBy(r => r.Costs?.Cost.ClientSeconds.Value)
        .ThenBy(r => r.Defense, StringComparer.Ordinal);

    /// <summary>Every defense that helps against a leak.</summary>
    public static IReadOnlyList<Remedy> Against(Leak leak, IReadOnlyList<DefenseResult> defenses)
    {
        var of = defenses.Where(d => d.Partition == leak.Table.Partition).ToList();
        var open = of.Find(d => d.Defense == SummaryTable.Undefended);
        return
        [
            .. from defense in leak.Table.Defenses
               where defense != SummaryTable.Undefended
               let costs = of.Find(d => d.Defense == defense)
               let lost = open is null || costs is null ? (double?)null : open.Utility.TestAccuracy.Value - costs.Utility.TestAccuracy.Value
               let remedy = new Remedy(defense, [.. LeftOf(leak, defense)], costs, lost)
               where remedy.Left.Count > 0 && remedy.Helps
               select remedy,
        ];
    }

    private static IEnumerable<(SummaryRow Row, SummaryCell Cell)> LeftOf(Leak leak, string defense) =>
        from row in leak.Table.Rows
        where row.Goal == leak.Row.Goal
        let cell = leak.Table.Cell(row.Position, row.Goal, defense)
        where cell is not null
            && (cell.State == SummaryState.Leak || leak.Table.Cell(row.Position, row.Goal, SummaryTable.Undefended)?.State == SummaryState.Leak)
        select (row, cell);
}
