using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>
/// The positive control: a small advantage under a defense says something only where the same attacks, from the same position, do
/// learn something without it.
/// </summary>
public static class PositiveControl
{
    /// <summary>Why a small advantage in this cell would praise no defense; null where the undefended run shows a leak.</summary>
    /// <param name="cells">All cells, the undefended ones among them.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="goal">What the adversary is after.</param>
    public static string? WhyNoPower(IReadOnlyList<Cell> cells, Cell cell, Goal goal) => Control(cells, cell) is { } control
        ? WhyNoPower(control, goal)
        : "there is no undefended run to show that they work";

    /// <summary>Why an undefended cell shows no leak; null where it does.</summary>
    public static string? WhyNoPower(Cell control, Goal goal)
    {
        if (control.Strongest.Of(goal) is not { } strongest)
        {
            return "the scenario has no attack for this goal";
        }

        if (strongest.Advantage.Above(0))
        {
            return null;
        }

        if (control.Attacks.Where(a => a.Goal == goal && !a.IsBaseline).All(a => a.Status != AttackStatus.Ran))
        {
            return "even undefended, this position does not see what they need";
        }

        var raw = strongest.Raw ?? strongest.Advantage;
        var measured = FormattableString.Invariant($"{raw.Value:0.000} [{raw.Low:0.000}, {raw.High:0.000}]");
        // Below 0 is no accident: the best guess without a view, such as the largest client, is then hard to beat.
        return strongest.GuessWins
            ? $"undefended, guessing without any view does better than they ({measured}), as where clients are very unequal"
            : $"undefended, their advantage cannot be told from 0 ({measured})";
    }

    internal static Cell? Control(IReadOnlyList<Cell> cells, Cell cell) =>
        cells.FirstOrDefault(c => c.Defense == Claims.Undefended && c.Partition == cell.Partition && c.Position == cell.Position);

    /// <summary>The federations behind a cell's intervals; of all cells where there is none.</summary>
    internal static int FederationsOf(Cell? cell, IReadOnlyList<Cell> cells) =>
        (cell is null ? cells : [cell]).SelectMany(c => c.Attacks).Select(a => a.Federations).DefaultIfEmpty(0).Max();
}
