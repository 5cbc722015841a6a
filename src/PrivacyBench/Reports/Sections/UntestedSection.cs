using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sections;

internal static class UntestedSection
{
    public static ReportSection Of(IReadOnlyList<SummaryTable> tables, IReadOnlyList<Cell> cells)
    {
        var positions = cells.Select(c => c.Position).Distinct().ToList();
        var attacks = cells.SelectMany(c => c.Attacks).Where(a => !a.IsBaseline).Select(a => a.Name).Distinct().ToList();
        return new("untested", "What was not tested")
        {
            Points =
            [
                $"Only these positions: {Words.List(positions)}. Other positions may learn more.",
                $"Only these attacks: {Words.List(attacks)}. An attack that is not listed may do better.",
                .. NotSeen(cells),
                .. NoPower(tables),
                .. Unresolved(cells),
            ],
            Tables = Blocked(cells),
        };
    }

    /// <summary>What a position never sees is no result of a defense.</summary>
    private static IEnumerable<string> NotSeen(IReadOnlyList<Cell> cells) =>
        from cell in cells
        from attack in cell.Attacks
        where attack.Status == AttackStatus.NotSeen
        group attack by cell.Position into position
        select $"From {position.Key}, which does not see what they need, with a defense or without one: {Words.List([.. position.Select(a => a.Name).Distinct()])}.";

    private static IEnumerable<string> NoPower(IReadOnlyList<SummaryTable> tables) =>
        from table in tables
        let rows = table.Rows.Where(r => r.Cells.Any(c => c.State == SummaryState.NoPower)).ToList()
        where rows.Count > 0
        select $"Partition {table.Partition}: nothing is known about defenses for "
            + Words.List([.. rows.Select(r => $"{Words.Of(r.Goal).ToLowerInvariant()} from {r.Position}")])
            + ", because the attacks have no power on the undefended run there.";

    private static IEnumerable<string> Unresolved(IReadOnlyList<Cell> cells)
    {
        var rates = cells.SelectMany(c => c.Attacks).SelectMany(a => a.TprAtFpr ?? []).Where(t => !t.Resolvable).Select(t => t.Fpr).Distinct().Order().ToList();
        if (rates.Count > 0)
        {
            yield return "True-positive rates at a false-positive rate of " + Words.List([.. rates.Select(r => Numbers.Significant(100 * r) + "%")])
                + " for some attacks: too few non-members to resolve them.";
        }
    }

    private static IReadOnlyList<ReportTable> Blocked(IReadOnlyList<Cell> cells)
    {
        var rows = from cell in cells
                   from attack in cell.Attacks
                   where attack.Status == AttackStatus.Blocked
                   group (Cell: cell, attack.Name) by (attack.Reason, attack.Assumption) into blocked
                   select (IReadOnlyList<ReportCell>)
                   [
                       Words.List([.. blocked.Select(b => b.Name).Distinct()]), Words.List([.. blocked.Select(b => b.Cell.Position).Distinct()]),
                       Words.List([.. blocked.Select(b => b.Cell.Defense).Distinct()]), blocked.Key.Reason ?? "no reason was recorded", blocked.Key.Assumption ?? "nothing",
                   ];
        var all = rows.ToList();
        return all.Count == 0 ? []
            : [new("Attacks that cannot run under a defense, by construction", ["Attack", "Position", "Under", "Why", "As long as"], all) { Folded = "Attacks that a defense keeps from running, and why" }];
    }
}
