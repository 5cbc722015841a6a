using PrivacyBench.Accounting;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>
/// What a guarantee of differential privacy promises about attacks, and whether the measurements refute it. They can never confirm it:
/// what an attack achieves is a lower bound on what leaks.
/// </summary>
/// <remarks>
/// A federation draws a fixed number of members, so a record that is out has another one in its place: the two worlds differ by a
/// replacement. From a guarantee for adding or removing, that is a removal and an addition. A record is part of its client, so a
/// guarantee for clients bounds attacks on records as well. Who is asked about at a named client is replaced at that client too.
/// </remarks>
/// <param name="Partition">The partition's label.</param>
/// <param name="Defense">The defense's label.</param>
/// <param name="Position">The position's label.</param>
/// <param name="Goal">What the attacks are after.</param>
/// <param name="Guarantee">What is promised.</param>
/// <param name="Ceiling">The largest advantage that (ε, δ) allows any attack.</param>
/// <param name="TightCeiling">The largest that the mechanism's whole curve allows: what the verdict goes by. The same where only (ε, δ) is known.</param>
/// <param name="Measured">The strongest attack's advantage.</param>
/// <param name="EpsilonLowerBound">The smallest ε, for a replacement, under which the lower end of that advantage is possible.</param>
/// <param name="EpsilonPromised">The ε that is promised for a replacement.</param>
public sealed record Promise(
    string Partition, string Defense, string Position, Goal Goal, Guarantee Guarantee, double Ceiling, double TightCeiling, Rate Measured,
    Epsilon EpsilonLowerBound, Epsilon EpsilonPromised)
{
    // The two-sided 95% quantile of a normal for one rate, and for one of three that are judged together.
    private const double StretchedForThree = 2.394 / 1.960;

    /// <summary>The rate of the strongest attack's ROC that lies above the curve with all of its interval; null where none does.</summary>
    public TprAtFpr? Beyond { get; private init; }

    /// <summary>Whether a whole interval lies above what the guarantee allows: the guarantee, or the harness, is wrong.</summary>
    public bool IsRefuted => Measured.Above(TightCeiling) || Beyond is not null;

    /// <summary>In a sentence, with the likeliest causes where it is refuted.</summary>
    public string Sentence => FormattableString.Invariant(
        $"{Defense}, {Partition}: from {Position}, ε ≥ {EpsilonLowerBound} is measured and {EpsilonPromised} promised (for a replacement): ")
        + (IsRefuted ? $"REFUTED. {Excess} {LikelyCauses.Sentence(Guarantee, Position, IsGross)}" : "not refuted.");

    private bool IsGross => Measured.Low > Ceiling;

    private string Excess => Measured.Above(TightCeiling)
        ? FormattableString.Invariant($"An advantage of at least {Measured.Low:0.000} is measured, and at most {TightCeiling:0.000} allowed.")
        : FormattableString.Invariant($"At a false-positive rate of {Beyond!.Fpr} at least {Beyond.Low:0.000} of members are found, which the promise excludes.");

    /// <summary>Every bounded guarantee against every position that it names, for every goal.</summary>
    public static IReadOnlyList<Promise> All(IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
    [
        .. from defense in defenses
           from guarantee in defense.Guarantees
           where !guarantee.Epsilon.IsUnbounded
           from cell in cells
           where cell.Partition == defense.Partition && cell.Defense == defense.Defense && IsAgainst(guarantee, cell.Position)
           from goal in Enum.GetValues<Goal>()
           let promise = Of(cell, guarantee, goal)
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

    /// <summary>The smallest ε that allows a true-positive rate at a false-positive rate.</summary>
    internal static Epsilon EpsilonFor(double truePositiveRate, double falsePositiveRate, double delta) =>
        truePositiveRate - delta <= falsePositiveRate ? new(0) : truePositiveRate >= 1 ? Epsilon.Unbounded : new(Math.Max(
            Math.Log((truePositiveRate - delta) / falsePositiveRate), Math.Log((1 - delta - falsePositiveRate) / (1 - truePositiveRate))));

    /// <summary>Whether a guarantee names a position, by its label or its kind.</summary>
    internal static bool IsAgainst(Guarantee guarantee, string position) => guarantee.ProtectsFrom.Any(p => Claims.Names(p, position));

    /// <summary>A guarantee against what was measured in a cell; null where no attack for the goal could run there.</summary>
    public static Promise? Of(Cell cell, Guarantee guarantee, Goal goal = Goal.Membership)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ArgumentNullException.ThrowIfNull(guarantee);
        if (cell.Strongest.Of(goal) is not { } strongest
            || !cell.Attacks.Any(a => a.Goal == goal && a.Status == AttackStatus.Ran && !a.OnCanaries && !a.IsBaseline))
        {
            return null;
        }

        var (pair, tight) = (AttackCeiling.OfPair(guarantee), AttackCeiling.OfCurve(guarantee));
        var (epsilon, delta) = OfReplacement(guarantee);
        var low = strongest.Advantage.Low;
        if (goal == Goal.Source)
        {
            return GuessOf(cell) is not { } guess ? null : new(
                cell.Partition, cell.Defense, cell.Position, goal, guarantee, pair.Source(guess), tight.Source(guess), strongest.Advantage,
                EpsilonFor(guess + (low * (1 - guess)), guess, delta), epsilon);
        }

        return new(
            cell.Partition, cell.Defense, cell.Position, goal, guarantee, pair.Advantage, tight.Advantage, strongest.Advantage, EpsilonFor(low, delta), epsilon)
        {
            Beyond = Rates(cell, strongest, goal).FirstOrDefault(rate => Stretched(rate).Above(tight.TruePositiveRate(rate.Fpr))),
        };
    }

    /// <summary>Where the halves chose different attacks, the first stands for both.</summary>
    private static IEnumerable<TprAtFpr> Rates(Cell cell, Strongest strongest, Goal goal) =>
        cell.Attacks.FirstOrDefault(a => a.Goal == goal && a.Name == strongest.Attack.Split(" / ")[0])?.TprAtFpr?.Where(rate => rate.Low is not null) ?? [];

    private static Rate Stretched(TprAtFpr rate) => new Rate(rate.Value!.Value, rate.Low!.Value, rate.High!.Value).Stretched(StretchedForThree);

    /// <summary>
    /// The upper end of what guessing without a view gets right; null where a client's records look different from another's, since how
    /// well the best guess does is then not known.
    /// </summary>
    private static double? GuessOf(Cell cell)
    {
        var guessed = cell.Attacks.FirstOrDefault(a => a.IsBaseline);
        return guessed?.Baselines!.Any(baseline => baseline.Name == "record") == true
            ? null
            : (guessed?.Accuracy ?? cell.Attacks.FirstOrDefault(a => a is { Goal: Goal.Source, Guess: not null })?.Guess)?.High;
    }
}
