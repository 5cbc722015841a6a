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
        Tables = [Table(cells)],
    };

    /// <summary>Attacks that were tried, one row each; defenses under which all of it prints the same share one.</summary>
    private static ReportTable Table(IReadOnlyList<Cell> cells)
    {
        var rows = from cell in cells
                   from attack in cell.Attacks
                   where attack.Status is AttackStatus.Ran or AttackStatus.Failed
                   let row = Row(cell, attack)
                   group (cell.Defense, Row: row) by string.Join('\n', row.Select(c => c.Text)) into alike
                   select (IReadOnlyList<ReportCell>)[alike.First().Row[0], Words.Some([.. alike.Select(r => r.Defense).Distinct()], 2), .. alike.First().Row.Skip(1)];
        return new(
            "Every attack that was tried",
            ["Attack", "Defense", "Goal", "Position", "Partition", "Advantage", "AUC", .. Rates.Select(r => $"TPR at {Numbers.Significant(100 * r)}%"), "Accuracy (guess)", "ε ≥", "Members / non-members", "Federations"],
            [.. rows])
        {
            Class = "sortable",
        };
    }

    private static readonly double[] Rates = [0.001, 0.01, 0.1];

    private static IReadOnlyList<ReportCell> Row(Cell cell, AttackResult attack) =>
    [
        attack.Name, Goal(attack), cell.Position, cell.Partition,
        attack.Status == AttackStatus.Failed ? new ReportCell(Words.Of(attack.Status), attack.Reason ?? "", "quiet") : Rate(attack.Advantage, attack.Reason), Rate(attack.Auc, ""),
        .. Rates.Select(rate => Tpr(attack, rate)), Accuracy(attack), Epsilon(attack),
        $"{Numbers.Count(attack.Members)} / {Numbers.Count(attack.NonMembers)}", Numbers.Count(attack.Federations),
    ];

    private static ReportCell Epsilon(AttackResult attack) => (attack.EpsilonLowerBound, attack.EpsilonCeiling) switch
    {
        ({ } bound, { } ceiling) => ReportCell.Number($"{Numbers.Fixed(bound)} ({Numbers.Fixed(ceiling)})"),
        ({ } bound, null) => ReportCell.Number(Numbers.Fixed(bound)),
        _ => new ReportCell("–", attack.Goal == PrivacyBench.Goal.Source ? "" : attack.Reason ?? ""),
    };

    private static string Goal(AttackResult attack) => Words.Of(attack.Goal).ToLowerInvariant();

    private static ReportCell Rate(Rate? rate, string? reason) => rate is { } r ? ReportCell.Number(Numbers.Interval(r)) : new ReportCell("–", reason ?? "");

    private static ReportCell Tpr(AttackResult attack, double fpr) => attack.TprAtFpr?.FirstOrDefault(t => t.Fpr == fpr) switch
    {
        null => "–",
        { Value: { } value, Low: { } low, High: { } high } => ReportCell.Number(Numbers.Interval(new(value, low, high), 3)),
        { Value: { } value } => ReportCell.Number(Numbers.Fixed(value, 3)),
        { Resolvable: true } rate => rate.Reason ?? "unknown",
        _ => "not resolvable",
    };

    private static ReportCell Accuracy(AttackResult attack) => (attack.Accuracy, attack.Guess) switch
    {
        _ when attack.Baselines is { } baselines => string.Join("; ", baselines.Select(b => $"{b.Name}: {Numbers.Interval(b.Accuracy)}")),
        ({ } accuracy, { } guess) => $"{Numbers.Interval(accuracy)} ({Numbers.Fixed(guess.Value)})",
        ({ } accuracy, null) => Numbers.Interval(accuracy),
        _ => "–",
    };
}
