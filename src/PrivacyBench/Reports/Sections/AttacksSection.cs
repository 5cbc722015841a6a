using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sections;

internal static class AttacksSection
{
    public static ReportSection Of(IReadOnlyList<Cell> cells) => new("attacks", "Every attack")
    {
        Paragraphs =
        [
            "TPR at a false-positive rate is given only where at least ten false positives are expected among the non-members. "
            + "The row source-guess is no attack: it says how often each way of guessing a record's client without any view is right, and the best "
            + "of them is what source advantage is measured against. "
            + "The lower bound on ε is what the attack proves about replacing one record, at δ = 0.00001, corrected for the number of attacks and "
            + "for records that share a model; in brackets its ceiling, which a perfect attack would reach with as many records.",
        ],
        Tables = [.. cells.GroupBy(c => (c.Partition, c.Defense)).Select(g => Table(g.Key.Partition, g.Key.Defense, [.. g]))],
    };

    private static ReportTable Table(string partition, string defense, List<Cell> cells) => new(
        $"Every attack under {defense}, partition {partition}",
        ["Attack", "Position", "Goal", "Advantage", "AUC", "TPR at FPR", "Accuracy (guess)", "ε ≥", "Members / non-members", "Federations"],
        [.. cells.SelectMany(c => c.Attacks.Select(a => Row(c, a)))])
    {
        Folded = $"{defense} · {partition}",
    };

    private static IReadOnlyList<ReportCell> Row(Cell cell, AttackResult attack) => attack.Status != AttackStatus.Ran
        ? [attack.Name, cell.Position, Goal(attack), new ReportCell(Words.Of(attack.Status), attack.Reason ?? "", "quiet"), "–", "–", "–", "–", "–", "–"]
        :
        [
            attack.Name, cell.Position, Goal(attack), Rate(attack.Advantage, attack.Reason), Rate(attack.Auc, ""), Tpr(attack), Accuracy(attack),
            Epsilon(attack),
            $"{Numbers.Count(attack.Members)} / {Numbers.Count(attack.NonMembers)}", Numbers.Count(attack.Federations),
        ];

    private static ReportCell Epsilon(AttackResult attack) => (attack.EpsilonLowerBound, attack.EpsilonCeiling) switch
    {
        ({ } bound, { } ceiling) => ReportCell.Number($"{Numbers.Fixed(bound)} (at most {Numbers.Fixed(ceiling)})"),
        ({ } bound, null) => ReportCell.Number(Numbers.Fixed(bound)),
        _ => new ReportCell("–", attack.Goal == PrivacyBench.Goal.Source ? "" : attack.Reason ?? ""),
    };

    private static string Goal(AttackResult attack) => Words.Of(attack.Goal).ToLowerInvariant();

    private static ReportCell Rate(Rate? rate, string? reason) => rate is { } r ? ReportCell.Number(Numbers.Interval(r)) : new ReportCell("–", reason ?? "");

    private static ReportCell Tpr(AttackResult attack) => attack.TprAtFpr is not { Count: > 0 } all
        ? "–"
        : string.Join("; ", all.Select(t => $"{Numbers.Significant(100 * t.Fpr)}%: " + (t.Value, t.Low, t.High) switch
        {
            ({ } value, { } low, { } high) => Numbers.Interval(new(value, low, high), 3),
            ({ } value, _, _) => Numbers.Fixed(value, 3),
            _ => t.Resolvable ? t.Reason ?? "unknown" : "not resolvable",
        }));

    private static ReportCell Accuracy(AttackResult attack) => (attack.Accuracy, attack.Guess) switch
    {
        _ when attack.Baselines is { } baselines => string.Join("; ", baselines.Select(b => $"{b.Name}: {Numbers.Interval(b.Accuracy)}")),
        ({ } accuracy, { } guess) => $"{Numbers.Interval(accuracy)} ({Numbers.Fixed(guess.Value)})",
        ({ } accuracy, null) => Numbers.Interval(accuracy),
        _ => "–",
    };
}
