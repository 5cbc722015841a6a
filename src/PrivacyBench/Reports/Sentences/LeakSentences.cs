using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>For each goal what is learned and what shrinks it, then what that costs.</summary>
internal static class LeakSentences
{
    private const int FewestRanked = 4;
    private const int Ranked = 3;

    public static IReadOnlyList<string> Of(IReadOnlyList<SummaryTable> tables, Results results)
    {
        var leaks = Enum.GetValues<Goal>().OrderDescending().Select(g => Leak.Worst(tables, g)).OfType<Leak>().ToList();
        if (leaks.Count == 0)
            return [NoPower(tables)];
        if (!tables.Any(t => t.Defenses.Any(d => d != SummaryTable.Undefended)))
            return [.. leaks.Select(leak => Learned(leak, results))];
        var loss = Recommendation.LossOf(results);
        var advice = leaks.Select(l => (Leak: l, Of: Recommendation.Among(Remedy.Against(l, results.Defenses), loss))).ToList();
        var named = advice.SelectMany(a => new[] { a.Of.Best, a.Of.ToChance }.OfType<Remedy>().Select(r => (a.Leak.Table.Partition, r.Defense))).Distinct();
        return
        [
            .. advice.Select(a => $"{Learned(a.Leak, results)} {Advised(a.Of, loss)}"),
            .. named.Select(n => Price(n.Partition, n.Defense, results.Defenses)),
        ];
    }

    private static string NoPower(IReadOnlyList<SummaryTable> tables) =>
        tables.Any(t => t.Defenses.Contains(SummaryTable.Undefended))
            ? "No attack beats chance on the undefended run by more than its interval, so this evaluation says nothing about the defenses: "
                + "small numbers below are a lack of power, not protection."
            : "There is no undefended run to compare with, so this evaluation cannot say how much a defense shrinks what is learned.";

    private static string Learned(Leak leak, Results results)
    {
        var ran = results.Cells
            .First(c => c.Partition == leak.Table.Partition && c.Position == leak.Row.Position && c.Defense == SummaryTable.Undefended)
            .Attacks.Where(a => a.Goal == leak.Row.Goal && !a.IsBaseline && !a.OnCanaries && a.Advantage is not null).ToList();
        var attack = ran.Find(a => a.Name == leak.Undefended.Attack?.Split(" / ")[0]);
        var who = $"Without a defense, {Words.Position(leak.Row.Position)}";
        var told = leak.Row.Goal == Goal.ClientMembership ? "tells the records of a named client from others" : "tells members from non-members";
        var advantage = $"(advantage {Numbers.Interval(leak.Advantage)}, {leak.Table.Partition})";
        var sentence = (leak.Row.Goal, attack) switch
        {
            (Goal.Source, { Accuracy: { } accuracy, Guess: { } guess }) =>
                $"{who} traces {Numbers.Percent(accuracy.Value)} of members' records to the client that holds them, "
                + $"where guessing traces {Numbers.Percent(guess.Value)} {advantage}.",
            (Goal.Source, _) => $"{who} traces members' records to their clients better than guessing {advantage}.",
            (_, { BalancedAccuracy: { } balanced }) => $"{who} {told} {Numbers.Percent(balanced.Value)} of the time, where a coin does 50% {advantage}.",
            _ => $"{who} {told} better than a coin {advantage}.",
        };
        return ran.Count < FewestRanked ? sentence : $"{sentence} {Ranking(ran)}";
    }

    private static string Ranking(IReadOnlyList<AttackResult> attacks)
    {
        var ranked = attacks.OrderByDescending(a => a.Advantage!.Value.Value).ThenBy(a => a.Name, StringComparer.Ordinal).ToList();
        return $"Of {Numbers.Count(ranked.Count)} attacks the strongest are {Words.List([.. ranked.Take(Ranked).Select(a => $"{a.Name} {Numbers.Fixed(a.Advantage!.Value.Value)}")])}.";
    }

    private static string Advised(Recommendation advice, double loss)
    {
        var points = $"{Numbers.Significant(100 * loss)} points of accuracy";
        var best = advice.Best is { } remedy ? $"Best against it within a loss of {points} is {remedy.Defense}: {Kept(remedy)}"
            : $"No defense is shown to shrink that at every position that leaks within a loss of {points}.";
        var equal = advice.Equal.Count == 0 ? "" : $" As good at a higher price: {Words.Some([.. advice.Equal.Select(r => r.Defense)])}.";
        var chance = advice switch
        {
            { Best.ReachesChance: true } => "",
            { ToChance: { } other } => $" {other.Defense} would bring it to chance{At(other)}.",
            _ => " Nothing that was tried brings it to chance.",
        };
        return best + equal + chance;
    }

    private static string At(Remedy remedy) => remedy.Costs is { } costs
        ? $", at an accuracy of {Numbers.Fixed(costs.Utility.TestAccuracy.Value)}{(costs.Utility.Works ? "" : ", where the model no longer works")}"
        : "";

    private static string Kept(Remedy remedy)
    {
        if (remedy.IsByConstruction)
            return $"by construction, no attack can run at any position that leaks. {remedy.Left[0].Cell.Reason}";
        var (row, cell) = remedy.Most!.Value;
        var left = cell.State == SummaryState.NearZero ? "not shown to beat guessing" : $"{Less(cell.Shrink!)} than without it";
        return $"the most that any position keeps is {Numbers.Interval(cell.Advantage!.Value)} ({row.Position}), {left}.";
    }

    private static string Less(ShrinkResult shrink) => shrink.Ratio is { } ratio
        ? Numbers.PercentInterval(new Rate(1 - ratio.Value, 1 - ratio.High, 1 - ratio.Low)) + " less"
        : Numbers.Interval(shrink.Difference!.Value) + " less";

    private static string Price(string partition, string defense, IReadOnlyList<DefenseResult> defenses)
    {
        var without = defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == SummaryTable.Undefended);
        if (defenses.FirstOrDefault(d => d.Partition == partition && d.Defense == defense) is not { } with)
            return $"What {defense} costs was not recorded.";
        string Beside(Func<DefenseResult, string> print) => without is null ? print(with) : $"{print(with)} instead of {print(without)}";
        var chance = with.Utility.ChanceAccuracy is { } share ? $" (always naming the largest class: {Numbers.Fixed(share)})" : "";
        return $"The price of {defense} ({partition}): test accuracy {Beside(d => Numbers.Fixed(d.Utility.TestAccuracy.Value))}{chance}, "
            + $"{Numbers.Significant(with.Cost.Expansion)} × the upload, in a round {Numbers.Seconds(with.Cost.ClientSeconds.Value)} of a client's CPU beside its training "
            + $"and {Beside(d => Numbers.Seconds(d.Cost.ModelledRoundSeconds.Mobile))} on a mobile network.";
    }
}
