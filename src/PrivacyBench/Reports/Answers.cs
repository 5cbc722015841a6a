using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>The answer, made from the numbers: for each goal what is learned and what shrinks it, then what that costs.</summary>
internal static class Answers
{
    public static IReadOnlyList<string> Of(IReadOnlyList<SummaryTable> tables, Results results)
    {
        var leaks = Enum.GetValues<Goal>().OrderDescending().Select(g => Leak.Worst(tables, g)).OfType<Leak>().ToList();
        if (leaks.Count == 0)
            return [NoPower(tables)];
        if (!tables.Any(t => t.Defenses.Any(d => d != SummaryTable.Undefended)))
            return [.. leaks.Select(leak => Learned(leak, results))];
        var remedies = leaks.Select(l => (Leak: l, Remedy: Remedy.Best(l))).ToList();
        var named = remedies.Where(r => r.Remedy is not null).Select(r => (r.Leak.Table.Partition, r.Remedy!.Defense)).Distinct();
        return
        [
            .. remedies.Select(r => $"{Learned(r.Leak, results)} {Shrunk(r.Remedy)}"),
            .. named.Select(n => Price(n.Partition, n.Defense, results)),
        ];
    }

    private static string NoPower(IReadOnlyList<SummaryTable> tables) =>
        tables.Any(t => t.Defenses.Contains(SummaryTable.Undefended))
            ? "No attack beats chance on the undefended run by more than its interval, so this evaluation says nothing about the defenses: "
                + "small numbers below are a lack of power, not protection."
            : "There is no undefended run to compare with, so this evaluation cannot say how much a defense shrinks what is learned.";

    private static string Learned(Leak leak, Results results)
    {
        var attack = results.Cells
            .First(c => c.Partition == leak.Table.Partition && c.Position == leak.Row.Position && c.Defense == SummaryTable.Undefended)
            .Attacks.FirstOrDefault(a => a.Goal == leak.Row.Goal && a.Name == leak.Undefended.Attack);
        var who = $"Without a defense, {(leak.Row.Position.StartsWith("external", StringComparison.Ordinal) ? "an outsider" : $"the {leak.Row.Position}")}";
        var told = leak.Row.Goal == Goal.ClientMembership ? "tells the records of a named client from others" : "tells members from non-members";
        var advantage = $"(advantage {Numbers.Interval(leak.Advantage)}, {leak.Table.Partition})";
        return (leak.Row.Goal, attack) switch
        {
            (Goal.Source, { Accuracy: { } accuracy, Guess: { } guess }) =>
                $"{who} traces {Numbers.Percent(accuracy.Value)} of members' records to the client that holds them, "
                + $"where guessing traces {Numbers.Percent(guess.Value)} {advantage}.",
            (Goal.Source, _) => $"{who} traces members' records to their clients better than guessing {advantage}.",
            (_, { BalancedAccuracy: { } balanced }) => $"{who} {told} {Numbers.Percent(balanced.Value)} of the time, where a coin does 50% {advantage}.",
            _ => $"{who} {told} better than a coin {advantage}.",
        };
    }

    private static string Shrunk(Remedy? remedy)
    {
        if (remedy is null)
            return "No defense is shown to shrink that at every position that leaks.";
        if (remedy.Row is null)
            return $"Best against it is {remedy.Defense}: every attack is blocked at every position tried.";
        var cell = remedy.Cell!;
        var left = cell.State == SummaryState.NearZero ? "not shown to beat guessing" : $"{Less(cell.Shrink!)} than without it";
        return $"Best against it is {remedy.Defense}: the most that any position keeps is {Numbers.Interval(cell.Advantage!.Value)} ({remedy.Row.Position}), {left}.";
    }

    private static string Less(ShrinkResult shrink) => shrink.Ratio is { } ratio
        ? Numbers.PercentInterval(new Rate(1 - ratio.Value, 1 - ratio.High, 1 - ratio.Low)) + " less"
        : Numbers.Interval(shrink.Difference!.Value) + " less";

    private static string Price(string partition, string defense, Results results)
    {
        var without = results.Defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == SummaryTable.Undefended);
        if (results.Defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == defense) is not { } with)
            return $"What {defense} costs was not recorded.";
        string Beside(Func<DefenseResult, string> print) => without is null ? print(with) : $"{print(with)} instead of {print(without)}";
        return $"The price of {defense} ({partition}): test accuracy {Beside(d => Numbers.Fixed(d.Utility.TestAccuracy.Value))}, "
            + $"{Numbers.Significant(with.Cost.Expansion)} × the upload, in a round {Numbers.Seconds(with.Cost.ClientSeconds.Value)} of a client's CPU beside its training "
            + $"and {Beside(d => Numbers.Seconds(d.Cost.ModelledRoundSeconds.Mobile))} on a mobile network.";
    }

    /// <summary>The undefended cell from which a goal's adversary learns most.</summary>
    private sealed record Leak(SummaryTable Table, SummaryRow Row, SummaryCell Undefended)
    {
        public Rate Advantage => Undefended.Advantage!.Value;

        public static Leak? Worst(IReadOnlyList<SummaryTable> tables, Goal goal) =>
            (from table in tables
             from row in table.Rows
             where row.Goal == goal
             let cell = table.Cell(row.Position, goal, SummaryTable.Undefended)
             where cell?.State == SummaryState.Leak
             orderby cell.Advantage!.Value.Value descending
             select new Leak(table, row, cell)).FirstOrDefault();
    }

    /// <summary>A defense with the position that keeps most under it; no row where every position is blocked.</summary>
    private sealed record Remedy(string Defense, SummaryRow? Row, SummaryCell? Cell)
    {
        private double Remaining => Cell?.Advantage?.High ?? double.NegativeInfinity;

        /// <summary>By the upper ends of what is left at the worst position: a wide interval is no merit, and one blocked position is no answer.</summary>
        public static Remedy? Best(Leak leak) =>
            leak.Table.Defenses.Where(d => d != SummaryTable.Undefended).Select(d => Of(leak, d)).OfType<Remedy>().MinBy(r => r.Remaining);

        private static Remedy? Of(Leak leak, string defense)
        {
            var left = (from row in leak.Table.Rows
                        where row.Goal == leak.Row.Goal
                        let cell = leak.Table.Cell(row.Position, row.Goal, defense)
                        where cell?.State is SummaryState.Leak or SummaryState.NearZero
                        select (Row: row, Cell: cell)).ToList();
            if (left.Count == 0)
                return leak.Table.Cell(leak.Row.Position, leak.Row.Goal, defense)?.State == SummaryState.Blocked ? new(defense, null, null) : null;
            var most = left.MaxBy(l => l.Cell.Advantage!.Value.High);
            return left.TrueForAll(l => l.Cell.Shrink?.Difference is { } d && d.Above(0)) ? new(defense, most.Row, most.Cell) : null;
        }
    }
}
