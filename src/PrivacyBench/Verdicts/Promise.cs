using PrivacyBench.Accounting;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>
/// What a guarantee of differential privacy promises about attacks on membership, and whether the measurements refute it. They can
/// never confirm it: what an attack achieves is a lower bound on what leaks.
/// </summary>
/// <remarks>
/// A federation draws a fixed number of members, so a record that is out has another one in its place: the two worlds differ by a
/// replacement. From a guarantee for adding or removing, that is a removal and an addition. A record is part of its client, so a
/// guarantee for clients bounds attacks on records as well. Attacks on the source and on a named client's members compare worlds that
/// differ in two clients, and are not held against it here.
/// </remarks>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defense">The defense's label.</param>
/// <param name="Position">The position's label.</param>
/// <param name="Guarantee">What is promised.</param>
/// <param name="Ceiling">The largest advantage that it allows any attack.</param>
/// <param name="Measured">The strongest attack's advantage.</param>
/// <param name="EpsilonLowerBound">The smallest ε, for a replacement, under which the lower end of that advantage is possible.</param>
/// <param name="EpsilonPromised">The ε that is promised for a replacement.</param>
public sealed record Promise(
    string Partition, string Defense, string Position, Guarantee Guarantee, double Ceiling, Rate Measured, Epsilon EpsilonLowerBound,
    Epsilon EpsilonPromised)
{
    /// <summary>Whether the whole interval lies above what the guarantee allows: the guarantee, or the harness, is wrong.</summary>
    public bool IsRefuted => Measured.Above(Ceiling);

    /// <summary>In a sentence.</summary>
    public string Sentence => FormattableString.Invariant(
        $"{Defense}, {Partition}: from {Position}, ε ≥ {EpsilonLowerBound} is measured and {EpsilonPromised} promised (for a replacement): ")
        + (IsRefuted ? "REFUTED." : "not refuted.");

    /// <summary>Every bounded guarantee against every position that it names.</summary>
    public static IReadOnlyList<Promise> All(IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
    [
        .. from defense in defenses
           from guarantee in defense.Guarantees
           where !guarantee.Epsilon.IsUnbounded
           from cell in cells
           where cell.Partition == defense.Partition && cell.Defense == defense.Defense && IsAgainst(guarantee, cell.Position)
           let promise = Of(cell, guarantee)
           where promise is not null
           select promise,
    ];

    /// <summary>ε and δ for a replacement: what can be compared with members drawn in a fixed number.</summary>
    public static (Epsilon Epsilon, double Delta) OfReplacement(Guarantee guarantee)
    {
        ArgumentNullException.ThrowIfNull(guarantee);
        return guarantee.Adjacency == "add-or-remove" ? GroupPrivacy.ReplacingOne(guarantee.Epsilon, guarantee.Delta) : (guarantee.Epsilon, guarantee.Delta);
    }

    /// <summary>The smallest ε that allows an advantage: (e^ε − 1 + 2δ)/(e^ε + 1) turned round; 0 where guessing explains it.</summary>
    public static Epsilon EpsilonFor(double advantage, double delta) =>
        advantage <= delta ? new(0) : advantage >= 1 ? Epsilon.Unbounded : new(Math.Max(0, Math.Log((1 + advantage - (2 * delta)) / (1 - advantage))));

    /// <summary>Whether a guarantee names a position, by its label or its kind.</summary>
    internal static bool IsAgainst(Guarantee guarantee, string position) => guarantee.ProtectsFrom.Any(p => Claims.Names(p, position));

    /// <summary>A guarantee against what was measured in a cell; null where no attack on membership could run there.</summary>
    public static Promise? Of(Cell cell, Guarantee guarantee)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (cell.Strongest.Of(Goal.Membership) is not { } strongest || !cell.Attacks.Any(a => a.Goal == Goal.Membership && a.Status == AttackStatus.Ran))
        {
            return null;
        }

        var (epsilon, delta) = OfReplacement(guarantee);
        return new(
            cell.Partition, cell.Defense, cell.Position, guarantee, AttackBounds.Advantage(epsilon, delta), strongest.Advantage,
            EpsilonFor(strongest.Advantage.Low, delta), epsilon);
    }
}
