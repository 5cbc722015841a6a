using PrivacyBench.Measurement;

namespace PrivacyBench.Reports;

/// <summary>The answer in three sentences, made from the numbers: what is learned, what shrinks it, what that costs.</summary>
internal static class Answers
{
    /// <summary>The undefended cell from which a goal's adversary learns most.</summary>
    private sealed record Worst(SummaryTable Table, SummaryRow Row, SummaryCell Undefended);

    /// <summary>What serves best where the leak is worst.</summary>
    private sealed record Best(Worst Worst, IReadOnlyList<string> Defenses, SummaryCell Cell);

    public static IReadOnlyList<string> Of(IReadOnlyList<SummaryTable> tables, Results results)
    {
        var worst = Enum.GetValues<Goal>().OrderDescending().Select(g => FindWorst(tables, g)).OfType<Worst>().ToList();
        if (worst.Count == 0)
            return [NoPower(tables)];
        var best = worst.Select(FindBest).OfType<Best>().ToList();
        if (!tables.Any(t => t.Defenses.Any(d => d != SummaryTable.Undefended)))
            return [Learned(worst, results)];
        return
        [
            Learned(worst, results),
            best.Count == 0
                ? "No defense here shrinks that by more than the measurement's uncertainty."
                : string.Join(" ", best.Select(b => Shrunk(b))),
            .. best.Count == 0 ? [] : new[] { Costs([.. best.SelectMany(b => b.Defenses.Take(1)).Distinct()], best[0].Worst.Table.Partition, results) },
        ];
    }

    private static string NoPower(IReadOnlyList<SummaryTable> tables) =>
        tables.Any(t => t.Defenses.Contains(SummaryTable.Undefended))
            ? "No attack beats chance on the undefended run by more than its interval, so this evaluation says nothing about the defenses: "
                + "small numbers below are a lack of power, not protection."
            : "There is no undefended run to compare with, so this evaluation cannot say how much a defense shrinks.";

    private static Worst? FindWorst(IReadOnlyList<SummaryTable> tables, Goal goal) =>
        (from table in tables
         from row in table.Rows
         where row.Goal == goal
         let cell = table.Cell(row.Position, goal, SummaryTable.Undefended)
         where cell?.State == SummaryState.Leak
         orderby cell.Advantage!.Value.Value descending
         select new Worst(table, row, cell)).FirstOrDefault();

    private static string Learned(List<Worst> worst, Results results) =>
        "Without a defense, " + string.Join("; ", worst.Select(w => Learned(w, results))) + ".";

    private static string Learned(Worst worst, Results results)
    {
        var attack = results.Cells
            .First(c => c.Partition == worst.Table.Partition && c.Position == worst.Row.Position && c.Defense == SummaryTable.Undefended)
            .Attacks.FirstOrDefault(a => a.Goal == worst.Row.Goal && a.Name == worst.Undefended.Attack);
        var advantage = $"advantage {Numbers.Interval(worst.Undefended.Advantage!.Value)} by {worst.Undefended.Attack}, {worst.Table.Partition}";
        return (worst.Row.Goal, attack) switch
        {
            (Goal.Source, { Accuracy: { } accuracy, Guess: { } guess }) =>
                $"the {worst.Row.Position} position names the client that holds a member's record in {Numbers.Percent(accuracy.Value)} of cases, "
                + $"where guessing is right in {Numbers.Percent(guess.Value)} ({advantage})",
            (Goal.Source, _) => $"the {worst.Row.Position} position names the client that holds a member's record better than guessing ({advantage})",
            (_, { BalancedAccuracy: { } balanced }) =>
                $"the {worst.Row.Position} position tells members from non-members in {Numbers.Percent(balanced.Value)} of cases, "
                + $"where a coin is right in 50% ({advantage})",
            _ => $"the {worst.Row.Position} position tells members from non-members better than a coin ({advantage})",
        };
    }

    // The smallest upper end, not the smallest estimate: a wide interval is no merit.
    private static Best? FindBest(Worst worst)
    {
        var cells = worst.Table.Defenses.Zip(worst.Row.Cells).Where(c => c.First != SummaryTable.Undefended).ToList();
        var blocked = cells.Where(c => c.Second.State == SummaryState.Blocked).ToList();
        if (blocked.Count > 0)
            return new(worst, [.. blocked.Select(c => c.First)], blocked[0].Second);
        var shrinking = cells.Where(c => c.Second.Shrink?.Difference is { } d && d.Above(0)).ToList();
        if (shrinking.Count == 0)
            return null;
        var (defense, cell) = shrinking.MinBy(c => c.Second.Advantage!.Value.High);
        return new(worst, [defense], cell);
    }

    private static string Shrunk(Best best)
    {
        var goal = best.Worst.Row.Goal == Goal.Source ? "source inference" : "membership inference";
        if (best.Cell.State == SummaryState.Blocked)
        {
            var takes = best.Defenses.Count == 1 ? "takes" : "take";
            return $"Against {goal} from there, {Words.List(best.Defenses)} {takes} away what the attacks need{Remaining(best)}.";
        }

        var shrink = best.Cell.Shrink!;
        var share = shrink.Ratio is { } ratio
            ? "by " + Numbers.PercentInterval(new Rate(1 - ratio.Value, 1 - ratio.High, 1 - ratio.Low))
            : "by " + Numbers.Interval(shrink.Difference!.Value);
        return $"{best.Defenses[0]} shrinks {goal} from there the most, {share}, to {Numbers.Interval(best.Cell.Advantage!.Value)}"
            + (best.Cell.State == SummaryState.NearZero ? ", which is not distinguishable from 0." : ".");
    }

    /// <summary>What another position still learns when the worst one is blocked.</summary>
    private static string Remaining(Best best)
    {
        var table = best.Worst.Table;
        var column = table.Defenses.ToList().IndexOf(best.Defenses[0]);
        var rest = table.Rows.Where(r => r.Goal == best.Worst.Row.Goal && r.Cells[column].State == SummaryState.Leak).ToList();
        if (rest.Count == 0)
            return "";
        var most = rest.MaxBy(r => r.Cells[column].Advantage!.Value.Value)!;
        return $", but under {best.Defenses[0]} the {most.Position} position still has {Numbers.Interval(most.Cells[column].Advantage!.Value)}";
    }

    private static string Costs(List<string> defenses, string partition, Results results)
    {
        var plain = results.Defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == SummaryTable.Undefended);
        var parts = from defense in defenses
                    let result = results.Defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == defense)
                    where result is not null
                    select Cost(result, plain);
        return "The price: " + string.Join("; ", parts) + ".";
    }

    private static string Cost(DefenseResult with, DefenseResult? without)
    {
        string Beside(Func<DefenseResult, string> print) => without is null ? print(with) : $"{print(with)} (without: {print(without)})";
        return $"{with.Defense} has test accuracy {Beside(d => Numbers.Fixed(d.Utility.TestAccuracy.Value, 3))}, uploads "
            + $"{Numbers.Significant(with.Cost.Expansion)} times the plain update, takes {Beside(d => Numbers.Seconds(d.Cost.ClientSeconds))} of a client's CPU "
            + $"in a round and {Beside(d => Numbers.Seconds(d.Cost.ModelledRoundSeconds.Mobile))} for a modelled round over mobile networks";
    }
}
