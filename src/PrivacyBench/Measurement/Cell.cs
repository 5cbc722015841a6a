using System.Text.Json.Serialization;

namespace PrivacyBench.Measurement;

/// <summary>Whether an attack could be run from a position.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AttackStatus>))]
public enum AttackStatus
{
    /// <summary>The view offered what the attack needs.</summary>
    [JsonStringEnumMemberName("ran")]
    Ran,

    /// <summary>It cannot run under this defense, which took away what it needs: so it is by construction, whatever is measured.</summary>
    [JsonStringEnumMemberName("blocked")]
    Blocked,

    /// <summary>The position never sees what it needs, with a defense or without one.</summary>
    [JsonStringEnumMemberName("notSeen")]
    NotSeen,

    /// <summary>It was tried and gave no answer: nothing follows, for the defense or against it.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>What a number about an adversary rests on.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Basis>))]
public enum Basis
{
    /// <summary>Attacks ran, and their scores were measured.</summary>
    [JsonStringEnumMemberName("measured")]
    Measured,

    /// <summary>No attack for the goal can run under the defense: guessing is what remains, as long as the defense's assumption is met.</summary>
    [JsonStringEnumMemberName("byConstruction")]
    ByConstruction,

    /// <summary>The position does not see what any of the attacks needs, whatever the defense.</summary>
    [JsonStringEnumMemberName("notSeen")]
    NotSeen,
}

/// <summary>One partition under one defense, seen from one threat position, with every attack that was tried there.</summary>
public sealed record Cell
{
    /// <summary>The partition's label, such as <c>dirichlet(0.1)</c>.</summary>
    public required string Partition { get; init; }

    /// <summary>The defense's label, such as <c>none</c> or <c>local-dp(ε=8)</c>.</summary>
    public required string Defense { get; init; }

    /// <summary>The threat position's label.</summary>
    public required string Position { get; init; }

    /// <summary>Every attack of the scenario, in the scenario's order.</summary>
    public required IReadOnlyList<AttackResult> Attacks { get; init; }

    /// <summary>The adversary's best, chosen on half of the federations and reported on the other half.</summary>
    public required StrongestAttacks Strongest { get; init; }

    /// <summary>Whose records leak most under the strongest membership attack; null where none ran.</summary>
    public Exposure? Exposure { get; init; }
}

/// <summary>How well one attack did, or why it could not run. Measures that do not apply to the goal are absent.</summary>
public sealed record AttackResult
{
    /// <summary>The attack's name in the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>What the attack is after.</summary>
    public required Goal Goal { get; init; }

    /// <summary>Whether it ran.</summary>
    public required AttackStatus Status { get; init; }

    /// <summary>Why it could not run, or why a measure below is null.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it is blocked: what must be so for the defense to keep it from running, in a sentence without its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Assumption { get; init; }

    /// <summary>Membership: TPR − FPR at a cross-fitted threshold. Source: (accuracy − guess)/(1 − guess).</summary>
    public Rate? Advantage { get; init; }

    /// <summary>Membership: area under the ROC curve.</summary>
    public Rate? Auc { get; init; }

    /// <summary>Membership: (1 + advantage)/2.</summary>
    public Rate? BalancedAccuracy { get; init; }

    /// <summary>Membership: true-positive rates at fixed false-positive rates.</summary>
    public IReadOnlyList<TprAtFpr>? TprAtFpr { get; init; }

    /// <summary>Source: the share of records whose client was named.</summary>
    public Rate? Accuracy { get; init; }

    /// <summary>Source: the share that the best guess without the view names on the same records.</summary>
    public Rate? Guess { get; init; }

    /// <summary>
    /// On the row of the best guess without a view, whose accuracy is that of the strongest of these: what each way of guessing
    /// gets right. Null on the rows of attacks.
    /// </summary>
    public IReadOnlyList<GuessBaseline>? Baselines { get; init; }

    /// <summary>Whether this is no attack but what attacks are measured against.</summary>
    [JsonIgnore]
    public bool IsBaseline => Baselines is not null;

    /// <summary>Source: mean −ln of the probability given to the true client, in nats.</summary>
    public Rate? LogLoss { get; init; }

    /// <summary>
    /// Whether it was asked about records that an audit planted, the worst case, and not about the scenario's candidates; it is then not
    /// compared with other attacks.
    /// </summary>
    public bool OnCanaries { get; init; }

    /// <summary>Lower bounds on the ε of adding or removing one canary; null where nothing was planted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CanaryAudit? Audit { get; init; }

    /// <summary>Active attacks: the test accuracy that the federation loses by the adversary's acting, which may give it away.</summary>
    public Rate? AccuracyLost { get; init; }

    /// <summary>Membership: the true-positive rate at the cross-fitted thresholds, as if records were independent (Clopper and Pearson).</summary>
    public Rate? Tpr { get; init; }

    /// <summary>Membership: the false-positive rate, likewise.</summary>
    public Rate? Fpr { get; init; }

    /// <summary>Membership: a lower bound on the epsilon of replacing one record (of adding or removing a canary), at a delta of 1e-5; see <see cref="EmpiricalEpsilon"/>.</summary>
    public double? EpsilonLowerBound { get; init; }

    /// <summary>What a perfect attack would prove with as many records and federations.</summary>
    public double? EpsilonCeiling { get; init; }

    /// <summary>Scored members, over all federations.</summary>
    public int Members { get; init; }

    /// <summary>Scored non-members, over all federations.</summary>
    public int NonMembers { get; init; }

    /// <summary>Federations that were attacked.</summary>
    public int Federations { get; init; }

    /// <summary>The file below the report's folder that holds the scores, or null where the attack was blocked.</summary>
    public string? Scores { get; init; }
}

/// <summary>A way of naming a record's client without any view.</summary>
/// <param name="Name">"largest-client", "label-counts", or, where clients have a natural origin, "record".</param>
/// <param name="Accuracy">The share of records whose client it names.</param>
public sealed record GuessBaseline(string Name, Rate Accuracy);

/// <summary>The strongest attack for each goal; null where the scenario has no attack for the goal that could run.</summary>
/// <param name="Membership">The strongest membership attack.</param>
/// <param name="Source">The strongest source attack.</param>
/// <param name="ClientMembership">The strongest attack on membership in a named client.</param>
public sealed record StrongestAttacks(Strongest? Membership, Strongest? Source, Strongest? ClientMembership = null)
{
    /// <summary>The strongest attack for a goal, or null.</summary>
    public Strongest? Of(Goal goal) => goal switch
    {
        Goal.Membership => Membership,
        Goal.ClientMembership => ClientMembership,
        _ => Source,
    };
}

/// <summary>The attack that sample splitting chose, and its advantage on the federations that did not choose it.</summary>
/// <param name="Attack">The attack's name; two names with " / " between them where the halves chose differently.</param>
/// <param name="Advantage">The advantage, averaged over the two halves. Whoever has the guess falls back on it: neither the value nor an
/// end of its interval is below 0.</param>
/// <param name="Reason">A remark, such as that every attack was blocked and guessing is what remains.</param>
public sealed record Strongest(string Attack, Rate Advantage, string? Reason)
{
    /// <summary>What the advantage rests on; where that is no measurement, guessing is what remains.</summary>
    public Basis Basis { get; init; }

    /// <summary>What the attack itself achieves, without falling back on the guess, where that reaches below 0; null elsewhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Rate? Raw { get; init; }

    /// <summary>Whether guessing without a view does better than the attack, by its whole interval.</summary>
    [JsonIgnore]
    public bool GuessWins => Raw?.Below(0) == true;

    /// <summary>
    /// Each federation's share of the advantage, in the order of the federations: jackknife pseudo-values, whose mean is near the
    /// advantage, for paired comparisons of runs with one seed. Null where there is one federation or nothing was measured.
    /// </summary>
    [JsonConverter(typeof(NumbersOnOneLine))]
    public IReadOnlyList<double>? ByFederation { get; init; }

    /// <summary>An adversary that has an attack and the guess, and uses the better of the two.</summary>
    /// <param name="attack">The attack's name.</param>
    /// <param name="raw">What the attack achieves by itself.</param>
    /// <param name="byFederation">Each federation's share of that.</param>
    /// <param name="reason">A remark.</param>
    internal static Strongest OrGuessing(string attack, Rate raw, IReadOnlyList<double>? byFederation, string? reason)
    {
        var fallback = new Strongest(attack, raw.OrGuessing, reason) { Raw = raw.Low < 0 ? raw : null };
        // The shares move along with the value; where the attack is never used, every federation's is 0.
        return fallback with
        {
            ByFederation = byFederation is null ? null
                : [.. byFederation.Select(share => fallback.GuessWins ? 0 : share + Math.Max(0, -raw.Value))],
        };
    }
}
