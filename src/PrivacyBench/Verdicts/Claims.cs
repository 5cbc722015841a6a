using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>Judges claims by intervals, never by point values.</summary>
public static class Claims
{
    private const string Undefended = "none";

    /// <summary>Each claim's verdict in every partition.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="cells">The measured cells, the undefended ones among them.</param>
    public static IReadOnlyList<ClaimResult> Judge(IReadOnlyList<Claim> claims, IReadOnlyList<Cell> cells) =>
    [
        .. claims.SelectMany(claim => cells
            .Where(cell => Names(claim.Defense, cell.Defense) && Names(claim.Position, cell.Position))
            .Select(cell => Judge(claim, cell, Control(cell, cells)))),
    ];

    private static ClaimResult Judge(Claim claim, Cell cell, Cell? control)
    {
        if (cell.Strongest.Of(claim.Goal) is not { } strongest)
        {
            return new(claim, cell.Partition, Verdict.Inconclusive, null, "The scenario has no attack for this goal.");
        }

        var verdict = Against(claim, strongest.Advantage);
        var measured = FormattableString.Invariant(
            $"{strongest.Attack}: {strongest.Advantage.Value:0.000} [{strongest.Advantage.Low:0.000}, {strongest.Advantage.High:0.000}]");
        if (verdict == Verdict.Holds && claim.AtMost is not null && cell.Defense != Undefended && !HasPower(control, claim.Goal))
        {
            return new(
                claim, cell.Partition, Verdict.Inconclusive, strongest.Advantage,
                $"{measured}. The attacks have no power here: undefended, their advantage cannot be told from 0.");
        }

        return new(claim, cell.Partition, verdict, strongest.Advantage, $"{measured}.");
    }

    /// <summary>Holds when the whole interval is within the bounds, fails when it is wholly beyond one of them.</summary>
    private static Verdict Against(Claim claim, Rate measured)
    {
        var (least, most) = (claim.AtLeast ?? double.NegativeInfinity, claim.AtMost ?? double.PositiveInfinity);
        if (measured.Above(most) || measured.Below(least))
        {
            return Verdict.Fails;
        }

        return measured.Low >= least && measured.High <= most ? Verdict.Holds : Verdict.Inconclusive;
    }

    private static Cell? Control(Cell cell, IReadOnlyList<Cell> cells) =>
        cells.FirstOrDefault(c => c.Defense == Undefended && c.Partition == cell.Partition && c.Position == cell.Position);

    private static bool HasPower(Cell? control, Goal goal) => control is not null && control.Strongest.Of(goal)?.Advantage.Above(0) == true;

    /// <summary>A claim names a label whole, or only its kind: "local-dp" names "local-dp(ε=8)".</summary>
    private static bool Names(string name, string label) => label == name || label.StartsWith($"{name}(", StringComparison.Ordinal);
}
