using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>
/// Judges claims by intervals, never by point values, in each partition for itself. A verdict speaks of this way of training over
/// federations drawn anew, the unit of every interval, and not of one released model.
/// </summary>
public static class Claims
{
    internal const string Undefended = "none";

    /// <summary>Each claim's verdict in every partition that it names.</summary>
    /// <param name="claims">The claims.</param>
    /// <param name="cells">The measured cells, the undefended ones among them.</param>
    /// <param name="defenses">What each defense promises, costs and takes away.</param>
    /// <param name="failed">Arms without cells, about which every claim stays open.</param>
    public static IReadOnlyList<ClaimResult> Judge(
        IReadOnlyList<Claim> claims, IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses, IReadOnlyList<FailedArm>? failed = null) =>
        [.. claims.SelectMany(claim => (IEnumerable<ClaimResult>)[.. Places(claim, cells, defenses).Select(place => Judge(place, cells)), .. Open(claim, failed ?? [])])];

    /// <summary>The verdict on several together: one that fails fails them all, else one that is open leaves them open.</summary>
    public static Verdict Together(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToHashSet();
        return all.Contains(Verdict.Fails) ? Verdict.Fails : all.Contains(Verdict.Inconclusive) ? Verdict.Inconclusive : Verdict.Holds;
    }

    private static IEnumerable<ClaimResult> Open(Claim claim, IReadOnlyList<FailedArm> failed) =>
        from arm in failed
        where Names(claim.Defense, arm.Defense) && (claim.Partition is null || Names(claim.Partition, arm.Partition))
        select new ClaimResult(claim, arm.Partition, Verdict.Inconclusive, null, $"Not measured. {arm.Reason}");

    private static IEnumerable<ClaimPlace> Places(Claim claim, IReadOnlyList<Cell> cells, IReadOnlyList<DefenseResult> defenses) =>
        from arm in cells.GroupBy(c => (c.Partition, c.Defense))
        where Names(claim.Defense, arm.Key.Defense) && (claim.Partition is null || Names(claim.Partition, arm.Key.Partition))
        let defense = defenses.FirstOrDefault(d => d.Partition == arm.Key.Partition && d.Defense == arm.Key.Defense)
        from place in claim.Position is null
            ? [new ClaimPlace(claim, arm.Key.Partition, null, defense)]
            : arm.Where(c => Names(claim.Position, c.Position)).Select(c => new ClaimPlace(claim, arm.Key.Partition, c, defense))
        select place;

    private static ClaimResult Judge(ClaimPlace place, IReadOnlyList<Cell> cells)
    {
        if (Unmeasured(place) is { } unmeasured)
        {
            return unmeasured;
        }

        var bounded = place.Claim.AtMost is null && place.Claim.AtLeast is null ? null : WithinBounds(place, cells);
        var shrunk = place.Claim.ShrinksBy is { } share ? ShrunkBy(share, place) : null;
        // A claim may name bounds and a shrink: the worse of the two verdicts is the claim's.
        return (bounded, shrunk) switch
        {
            ({ } one, null) => one,
            (null, { } other) => other,
            ({ } one, { } other) when Together([one.Verdict, other.Verdict]) == one.Verdict => one with { Evidence = $"{one.Evidence} {other.Evidence}" },
            ({ } one, { } other) => other with { Evidence = $"{other.Evidence} {one.Evidence}" },
            _ => throw new ArgumentException("A claim needs atMost, atLeast or shrinksBy."),
        };
    }

    /// <summary>
    /// The verdict where the attacks that a claim speaks of cannot run. Under a defense that takes away what they need, guessing is what
    /// remains, and all of an advantage is gone; where the position never sees it, nothing follows for any defense.
    /// </summary>
    private static ClaimResult? Unmeasured(ClaimPlace place)
    {
        var (claim, metric) = (place.Claim, Metrics.All[place.Claim.Metric]);
        if (!metric.IsOfAdversary || place.Cell is not { } cell)
        {
            return null;
        }

        if (Construction.Of(cell, claim.Goal!.Value, claim.Attack) is { } construction)
        {
            // Where nothing can be said of guessing, or nothing was there to shrink, the usual way says why.
            var bounded = claim.AtMost is not null || claim.AtLeast is not null;
            if ((bounded && metric.Guessing(place) is null) || (claim.ShrinksBy is not null && ShrinkOf(place)?.Ratio is null))
            {
                return null;
            }

            var guessing = metric.Guessing(place) ?? 0;
            var verdict = !bounded ? Verdict.Holds
                : Decision.Of(new(guessing, guessing, guessing), claim.AtLeast ?? double.NegativeInfinity, claim.AtMost ?? double.PositiveInfinity);
            return new(claim, place.Partition, verdict, null, $"By construction, nothing is left but guessing: {construction.Sentence}") { Basis = Basis.ByConstruction };
        }

        return cell.Strongest.Of(claim.Goal.Value)?.Basis == Basis.NotSeen
            ? new(claim, place.Partition, Verdict.Inconclusive, null, "Nothing was measured: this position does not see what the attacks need, with a defense or without one.")
            {
                Basis = Basis.NotSeen,
            }
            : null;
    }

    private static ShrinkResult? ShrinkOf(ClaimPlace place) =>
        place.Defense?.Shrink.FirstOrDefault(s => s.Position == place.Cell!.Position && s.Goal == place.Claim.Goal);

    private static ClaimResult WithinBounds(ClaimPlace place, IReadOnlyList<Cell> cells)
    {
        var (claim, metric) = (place.Claim, Metrics.All[place.Claim.Metric]);
        var reading = metric.Of(place);
        if (reading.Value is not { } value)
        {
            return new(claim, place.Partition, Verdict.Inconclusive, null, reading.Missing!);
        }

        var verdict = Decision.Of(value, claim.AtLeast ?? double.NegativeInfinity, claim.AtMost ?? double.PositiveInfinity);
        ClaimResult Result(Verdict v, string remark, int? needed = null) => new(
            claim, place.Partition, v, double.IsInfinity(value.Value) ? null : value, $"{Told(reading, value)}.{(remark.Length > 0 ? " " + remark : "")}", needed);
        if (verdict == Verdict.Holds && claim.AtMost is not null)
        {
            if (metric.OnlyRefutes)
            {
                return Result(Verdict.Inconclusive, "Not refuted: what attacks prove is a lower bound on ε, which cannot confirm a claim.");
            }

            if (metric.IsOfAdversary && place.Cell!.Defense != Undefended && PositiveControl.WhyNoPower(cells, place.Cell, claim.Goal!.Value) is { } reason)
            {
                return Result(Verdict.Inconclusive, $"The attacks have no power here: {reason}.");
            }
        }

        if (verdict != Verdict.Inconclusive)
        {
            return Result(verdict, "");
        }

        var needed = Decision.FederationsFor(value, claim.AtLeast, claim.AtMost, PositiveControl.FederationsOf(place.Cell, cells));
        return Result(verdict, Decision.Told(needed), needed);
    }

    private static ClaimResult ShrunkBy(double share, ClaimPlace place)
    {
        var shrink = ShrinkOf(place);
        if (shrink?.Ratio is not { } left)
        {
            var why = shrink?.Reason ?? "there is no undefended run to compare with";
            return new(place.Claim, place.Partition, Verdict.Inconclusive, null, $"How much the advantage shrinks cannot be said: {why.TrimEnd('.')}.");
        }

        var taken = new Rate(1 - left.Value, 1 - left.High, 1 - left.Low);
        var verdict = Decision.Of(taken, share, double.PositiveInfinity);
        var needed = verdict == Verdict.Inconclusive
            ? Decision.FederationsFor(taken, share, null, PositiveControl.FederationsOf(place.Cell, [place.Cell!]))
            : null;
        var told = FormattableString.Invariant($"The advantage shrinks by {taken.Value:0.000} [{taken.Low:0.000}, {taken.High:0.000}] of what it is undefended.");
        return new(place.Claim, place.Partition, verdict, taken, verdict == Verdict.Inconclusive ? $"{told} {Decision.Told(needed)}" : told, needed);
    }

    private static string Told(Reading reading, Rate value)
    {
        var of = reading.Of.Length > 0 ? reading.Of + ": " : "";
        return double.IsInfinity(value.Value) ? $"{of}unbounded"
            : value.Low == value.High ? FormattableString.Invariant($"{of}{value.Value:0.####}")
            : FormattableString.Invariant($"{of}{value.Value:0.000} [{value.Low:0.000}, {value.High:0.000}]");
    }

    /// <summary>A claim names a label whole, or only its kind: "local-dp" names "local-dp(ε=8)".</summary>
    internal static bool Names(string name, string label) => label == name || label.StartsWith($"{name}(", StringComparison.Ordinal);
}
