using PrivacyBench.Accounting;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>The lower bounds on ε that planted canaries show, beside the ε that is promised for adding or removing one.</summary>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defense">The defense's label.</param>
/// <param name="Position">The position's label.</param>
/// <param name="Attack">The audit's name.</param>
/// <param name="Audit">Its bounds.</param>
/// <param name="Guarantee">What is promised from this position about such canaries; null where nothing is.</param>
/// <param name="Promised">The ε that is promised for adding or removing a canary.</param>
public sealed record AuditedPromise(
    string Partition, string Defense, string Position, string Attack, CanaryAudit Audit, Guarantee? Guarantee, Epsilon Promised)
{
    private const double Gross = 2;

    /// <summary>The largest of the bounds; null where there is none.</summary>
    public AuditBound? Largest => Audit.Bounds.Where(b => b.Epsilon is not null).MaxBy(b => b.Epsilon);

    /// <summary>Why the audit says nothing, whatever the mechanism; null where it has a bound.</summary>
    public string? Mute => Largest is null ? Audit.Bounds.Select(b => b.Reason).FirstOrDefault() : null;

    /// <summary>Whether a lower bound lies above the promise.</summary>
    public bool IsRefuted => Largest?.Epsilon > Promised.Value;

    /// <summary>In a sentence, with the likeliest causes where it is refuted.</summary>
    public string Sentence => FormattableString.Invariant(
        $"{Defense}, {Partition}: from {Position}, {Attack} shows ε ≥ {Largest?.Epsilon:0.###} ({Largest?.Method}) for one {Audit.Unit}, and {Promised} is promised: ")
        + (IsRefuted ? $"REFUTED. {Causes}" : "not refuted.");

    private string Causes => (Audit.IsOnlyPresumed(Promised.Value) ? "Only bounds that presume the promised kind of noise show it: the mechanism may be of another kind. " : "")
        + LikelyCauses.Sentence(Guarantee!, Position, Largest!.Epsilon > Gross * Promised.Value);

    /// <summary>Every audit that ran, also of what promises nothing.</summary>
    public static IReadOnlyList<AuditedPromise> All(IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
    [
        .. cells.SelectMany(cell => Of(
            cell, defenses.FirstOrDefault(d => d.Partition == cell.Partition && d.Defense == cell.Defense)?.Guarantees ?? [])),
    ];

    /// <summary>The audits of a cell, held against some guarantees.</summary>
    public static IEnumerable<AuditedPromise> Of(Cell cell, IReadOnlyList<Guarantee> guarantees) =>
        from attack in cell.Attacks
        let audit = attack.Audit
        where audit is not null
        let against = Against(guarantees, cell.Position, audit.Unit)
        select new AuditedPromise(
            cell.Partition, cell.Defense, cell.Position, attack.Name, audit, against?.Guarantee, against?.Epsilon ?? Epsilon.Unbounded);

    /// <summary>
    /// The strongest guarantee against a position, with what it promises about adding or removing one canary; null where nothing is. A record
    /// that comes to a client replaces the client by another; a client is beyond what is promised for records.
    /// </summary>
    /// <param name="guarantees">What the defense promises.</param>
    /// <param name="position">The position's label.</param>
    /// <param name="unit">"record" or "client": what a canary is.</param>
    public static (Guarantee Guarantee, Epsilon Epsilon, double Delta)? Against(IReadOnlyList<Guarantee> guarantees, string position, string unit)
    {
        ArgumentNullException.ThrowIfNull(guarantees);
        (Guarantee Guarantee, Epsilon Epsilon, double Delta)[] promised =
        [
            .. from guarantee in guarantees
               where !guarantee.Epsilon.IsUnbounded && Promise.IsAgainst(guarantee, position)
               let of = PromisedTo(unit, guarantee)
               where of is not null
               select (guarantee, of.Value.Epsilon, of.Value.Delta),
        ];
        return promised.Length == 0 ? null : promised.MinBy(of => of.Epsilon.Value);
    }

    private static (Epsilon Epsilon, double Delta)? PromisedTo(string unit, Guarantee guarantee) => (unit, guarantee.Unit) switch
    {
        ("record", "client") when guarantee is { GaussianMu: { } mu, Adjacency: "add-or-remove" } =>
            (new(GaussianCurve.Epsilon(2 * mu, guarantee.Delta)), guarantee.Delta),
        ("record", "client") => Promise.OfReplacement(guarantee),
        var (canary, promised) when canary == promised && guarantee.Adjacency == "add-or-remove" => (guarantee.Epsilon, guarantee.Delta),
        _ => null,
    };
}
