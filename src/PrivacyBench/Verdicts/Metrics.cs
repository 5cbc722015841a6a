using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>The one table of what claims can speak of.</summary>
internal static class Metrics
{
    public const string Advantage = "advantage";
    public const string TprAtFpr = "tprAtFpr";
    public const string Epsilon = "epsilon";

    /// <summary>The metrics by name.</summary>
    public static IReadOnlyDictionary<string, Metric> All { get; } = new Dictionary<string, Metric>
    {
        [Advantage] = new("What the strongest attack (or the one named) learns: 0 is guessing, 1 always right.", AdvantageOf)
        {
            Least = -1,
            Most = 1,
            IsOfAdversary = true,
            Guessing = _ => 0,
        },
        ["auc"] = OfMembership("Area under the ROC curve; 0.5 is guessing.", p => Measured(p, a => a.Auc), _ => 0.5),
        ["balancedAccuracy"] = OfMembership("Mean of the true-positive and true-negative rates; 0.5 is guessing.", p => Measured(p, a => a.BalancedAccuracy), _ => 0.5),
        [TprAtFpr] = OfMembership("True-positive rate at the false-positive rate \"fpr\".", p => Measured(p, a => TprOf(a, p.Claim.Fpr)), p => p.Claim.Fpr),
        ["accuracy"] = new("Share of members' records whose client is named.", p => Measured(p, a => a.Accuracy))
        {
            Most = 1,
            IsOfAdversary = true,
            Guessing = p => p.Cell!.Attacks.FirstOrDefault(a => a.IsBaseline)?.Accuracy?.Value,
            Suits = goal => goal == Goal.Source,
        },
        ["epsilonLowerBound"] = new("What the attacks prove about ε.", EpsilonLowerBoundOf)
        {
            IsOfAdversary = true,
            OnlyRefutes = true,
            Suits = goal => goal != Goal.Source,
        },
        [Epsilon] = new("The largest ε promised (against the position, where one is named).", EpsilonOf),
        ["testAccuracy"] = new("Share of held-out records that the final model classifies right.", p => Recorded(p, d => d.Utility.TestAccuracy)) { Most = 1 },
        ["testLoss"] = new("Mean cross-entropy on held-out records, in nats.", p => Recorded(p, d => d.Utility.TestLoss)),
        ["uploadBytes"] = new("Bytes that a client sends in a round.", p => Counted(p, d => d.Cost.UploadBytesPerClientPerRound)),
        ["downloadBytes"] = new("Bytes that a client receives in a round.", p => Counted(p, d => d.Cost.DownloadBytesPerClientPerRound)),
        ["expansion"] = new("Uploaded bytes over those of the packed update.", p => Counted(p, d => d.Cost.Expansion)),
        ["trainingSeconds"] = new("CPU seconds of a client's local training in a round.", p => Recorded(p, d => d.Cost.TrainingSeconds)),
        ["clientSeconds"] = new("CPU seconds of a client in a round, training left out.", p => Recorded(p, d => d.Cost.ClientSeconds)),
        ["serverSeconds"] = new("CPU seconds of the servers in a round.", p => Recorded(p, d => d.Cost.ServerSeconds)),
    };

    private static Metric OfMembership(string summary, Func<ClaimPlace, Reading> of, Func<ClaimPlace, double?> guessing) =>
        new(summary, of) { Most = 1, IsOfAdversary = true, Guessing = guessing, Suits = goal => goal != Goal.Source };

    private static Reading AdvantageOf(ClaimPlace place) => (place.Claim.Attack, place.Cell!.Strongest.Of(place.Claim.Goal!.Value)) switch
    {
        ({ }, _) => Measured(place, a => a.Advantage),
        (_, { } strongest) => new(strongest.Advantage, strongest.Attack),
        _ => Reading.None("The scenario has no attack for this goal."),
    };

    /// <summary>A measure of the attack that the claim names, else of the strongest one.</summary>
    private static Reading Measured(ClaimPlace place, Func<AttackResult, Rate?> measure)
    {
        var goal = place.Claim.Goal!.Value;
        // Where the halves chose different attacks, the first stands for both.
        var name = place.Claim.Attack ?? place.Cell!.Strongest.Of(goal)?.Attack.Split(" / ")[0];
        var attack = place.Cell!.Attacks.FirstOrDefault(a => a.Goal == goal && a.Name == name);
        return attack switch
        {
            null => Reading.None("No attack for this goal could run here."),
            { Status: AttackStatus.Failed } => Reading.None($"{attack.Name}: {attack.Reason}"),
            { Status: not AttackStatus.Ran } => Reading.None($"{attack.Name} cannot run: {attack.Reason}"),
            _ when measure(attack) is { } value => new(value, attack.Name),
            _ => Reading.None(attack.Reason ?? $"{attack.Name} does not have this measure here."),
        };
    }

    private static Rate? TprOf(AttackResult attack, double? fpr) =>
        attack.TprAtFpr?.FirstOrDefault(t => t.Fpr == fpr) is { Value: { } value, Low: { } low, High: { } high } ? new(value, low, high) : null;

    private static Reading EpsilonLowerBoundOf(ClaimPlace place) =>
        place.Cell!.Attacks
            .Where(a => a.Goal == place.Claim.Goal && a.EpsilonLowerBound is not null && (place.Claim.Attack is null || a.Name == place.Claim.Attack))
            .MaxBy(a => a.EpsilonLowerBound) is { } best
            ? Reading.Counted(best.EpsilonLowerBound!.Value, best.Name)
            : Reading.None("No attack gives a lower bound on ε here.");

    private static Reading EpsilonOf(ClaimPlace place)
    {
        var promised = place.Defense?.Guarantees.Where(g => place.Cell is null || Promise.IsAgainst(g, place.Cell.Position)).ToList() ?? [];
        string[] units = [.. promised.Select(g => g.Unit).Distinct()];
        if (units.Length > 1)
        {
            return Reading.None($"ε is promised for {string.Join("s and for ", units)}s, which are not comparable; claim of one defense at a time.");
        }

        return Reading.Counted(promised.Count == 0 ? double.PositiveInfinity : promised.Max(g => g.Epsilon.Value));
    }

    private static Reading Recorded(ClaimPlace place, Func<DefenseResult, Rate> read) =>
        place.Defense is { } defense ? new(read(defense)) : Reading.None("Nothing was recorded for this defense.");

    private static Reading Counted(ClaimPlace place, Func<DefenseResult, double> read) =>
        place.Defense is { } defense ? Reading.Counted(read(defense)) : Reading.None("Nothing was recorded for this defense.");
}
