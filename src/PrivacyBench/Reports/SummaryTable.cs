using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports;

/// <summary>One position and goal under every defense.</summary>
/// <param name="Position">The threat position's label.</param>
/// <param name="Goal">What the adversary is after.</param>
/// <param name="Cells">One for each of the table's defenses, in their order.</param>
public sealed record SummaryRow(string Position, Goal Goal, IReadOnlyList<SummaryCell> Cells);

/// <summary>The answer as data, for one partition: rows are position × goal, columns are defenses.</summary>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defenses">The columns, in the scenario's order.</param>
/// <param name="Rows">The rows, source first, then membership. A goal that no attack of the scenario is after has none.</param>
public sealed record SummaryTable(string Partition, IReadOnlyList<string> Defenses, IReadOnlyList<SummaryRow> Rows)
{
    /// <summary>The label of the run without a defense, with which every other is compared.</summary>
    public const string Undefended = "none";

    /// <summary>The table of every partition, in the order of the results.</summary>
    public static IReadOnlyList<SummaryTable> All(Results results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [.. results.Cells.Select(c => c.Partition).Distinct().Select(p => Of(results, p))];
    }

    /// <summary>The row of a position and goal, or null.</summary>
    public SummaryRow? Row(string position, Goal goal) => Rows.FirstOrDefault(r => r.Position == position && r.Goal == goal);

    /// <summary>The cell of a position, goal and defense, or null.</summary>
    public SummaryCell? Cell(string position, Goal goal, string defense)
    {
        var column = Defenses.ToList().IndexOf(defense);
        return column < 0 ? null : Row(position, goal)?.Cells[column];
    }

    private static SummaryTable Of(Results results, string partition)
    {
        var cells = results.Cells.Where(c => c.Partition == partition).ToList();
        List<string> defenses = [.. cells.Select(c => c.Defense).Distinct()];
        var goals = results.Cells.SelectMany(c => c.Attacks).Select(a => a.Goal).Distinct().OrderDescending();
        var rows = from goal in goals
                   from position in cells.Select(c => c.Position).Distinct()
                   select new SummaryRow(position, goal, [.. defenses.Select(d => Of(results, cells, position, goal, d))]);
        return new(partition, defenses, [.. rows]);
    }

    private static SummaryCell Of(Results results, List<Cell> cells, string position, Goal goal, string defense)
    {
        var cell = cells.Find(c => c.Position == position && c.Defense == defense);
        var attacks = cell?.Attacks.Where(a => a.Goal == goal && !a.IsBaseline).ToList() ?? [];
        if (attacks.Count == 0)
            return new(SummaryState.Untested, null, null, null, "no attack of the scenario was tried here");
        var strongest = cell!.Strongest.Of(goal);
        if (strongest is null && attacks.Find(a => a.Status == AttackStatus.Failed) is { } failed)
            return new(SummaryState.Untested, null, null, null, $"{failed.Name}: {failed.Reason}");
        if (Construction.Of(cell, goal) is { } construction)
            return new(SummaryState.Blocked, null, null, null, construction.Sentence);
        if (strongest is null || attacks.TrueForAll(a => a.Status != AttackStatus.Ran))
            return new(SummaryState.NotSeen, null, null, null, attacks.Find(a => a.Reason is not null)?.Reason ?? strongest?.Reason);

        var shrink = results.Defenses.FirstOrDefault(d => d.Partition == cell!.Partition && d.Defense == defense)?.Shrink
            .FirstOrDefault(s => s.Position == position && s.Goal == goal);
        var shrunk = defense == Undefended ? null : shrink;
        if (strongest.Advantage.Above(0))
            return new(SummaryState.Leak, strongest.Advantage, strongest.Attack, shrunk, strongest.Reason);
        var control = cells.Find(c => c.Position == position && c.Defense == Undefended);
        if (control is null)
            return new(SummaryState.NoPower, strongest.Advantage, strongest.Attack, shrunk, "there is no undefended run to show that the attacks have power here");
        return PositiveControl.WhyNoPower(control, goal) is { } reason
            ? new(SummaryState.NoPower, strongest.Advantage, strongest.Attack, shrunk, reason) { GuessWins = control.Strongest.Of(goal)?.GuessWins == true }
            : new(SummaryState.NearZero, strongest.Advantage, strongest.Attack, shrunk, strongest.Reason);
    }
}
