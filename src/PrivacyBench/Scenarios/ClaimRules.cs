using PrivacyBench.Attacks;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Scenarios;

/// <summary>The rules that a claim keeps: it says something, about things that the scenario has.</summary>
internal static class ClaimRules
{
    /// <summary>Where a claim breaks a rule.</summary>
    public static IEnumerable<ScenarioMistake> Broken(string path, Claim claim, ScenarioParts parts) =>
        [.. Bounds(path, claim), .. Whose(path, claim, parts), .. Names(path, claim, parts)];

    private static IEnumerable<ScenarioMistake> Bounds(string path, Claim claim)
    {
        if (claim is { AtMost: null, AtLeast: null, ShrinksBy: null })
        {
            yield return new(path, "neither \"atMost\" nor \"atLeast\" nor \"shrinksBy\"", "at least one of them");
        }
        else if (claim.AtMost < claim.AtLeast)
        {
            yield return new(
                $"{path}.atLeast", FormattableString.Invariant($"{claim.AtLeast}"), FormattableString.Invariant($"at most \"atMost\", {claim.AtMost}"));
        }

        var metric = Metrics.All[claim.Metric];
        foreach (var (key, bound) in new[] { ("atMost", claim.AtMost), ("atLeast", claim.AtLeast) })
        {
            if (bound is { } value && !(value >= metric.Least && value <= metric.Most))
            {
                yield return new(
                    $"{path}.{key}",
                    FormattableString.Invariant($"{value}"),
                    FormattableString.Invariant($"a number from {metric.Least}")
                    + (double.IsInfinity(metric.Most) ? "" : FormattableString.Invariant($" to {metric.Most}")) + $", as \"{claim.Metric}\" has");
            }
        }

        if (claim.ShrinksBy is not null && (claim.Metric != Metrics.Advantage || claim.Attack is not null))
        {
            yield return new($"{path}.shrinksBy", $"metric \"{claim.Metric}\"{(claim.Attack is null ? "" : " of one attack")}", "the advantage of the strongest attack");
        }

        if (claim.Metric == Metrics.TprAtFpr != claim.Fpr is not null || (claim.Fpr is { } fpr && !TprAtFpr.Targets.Contains(fpr)))
        {
            yield return new(
                $"{path}.fpr",
                claim.Fpr is { } found ? FormattableString.Invariant($"{found}") : "nothing",
                claim.Metric == Metrics.TprAtFpr
                    ? "one of the rates that are measured: " + string.Join(", ", TprAtFpr.Targets.Select(t => FormattableString.Invariant($"{t}")))
                    : $"nothing: \"{claim.Metric}\" has no false-positive rate");
        }
    }

    /// <summary>What an adversary learns needs its position and its goal; what a defense costs has neither.</summary>
    private static IEnumerable<ScenarioMistake> Whose(string path, Claim claim, ScenarioParts parts)
    {
        var metric = Metrics.All[claim.Metric];
        if (metric.IsOfAdversary && claim.Position is null)
        {
            yield return new($"{path}.position", "nothing", $"a threat position: \"{claim.Metric}\" is what an adversary learns");
        }

        if (metric.IsOfAdversary != claim.Goal is not null)
        {
            var goals = string.Join(" or ", Enum.GetValues<Goal>().Where(metric.Suits).Select(g => $"\"{g.Name()}\""));
            yield return new(
                $"{path}.goal", claim.Goal is { } found ? $"\"{found.Name()}\"" : "nothing", metric.IsOfAdversary ? goals : $"nothing: \"{claim.Metric}\" has no goal");
        }
        else if (claim.Goal is { } goal && !metric.Suits(goal))
        {
            yield return new($"{path}.goal", $"\"{goal.Name()}\"", $"a goal that has \"{claim.Metric}\"");
        }
        else if (claim.Goal is { } aim && parts.AreSound("attacks") && !parts.Each<Attack>("attacks").Any(a => a.Thing.Goals.Contains(aim)))
        {
            yield return new($"{path}.goal", $"\"{aim.Name()}\"", $"a goal that one of the scenario's attacks is after; add a {aim.Name()} attack");
        }

        if (claim.Position is not null && !metric.IsOfAdversary && claim.Metric != Metrics.Epsilon)
        {
            yield return new($"{path}.position", $"\"{claim.Position}\"", $"nothing: \"{claim.Metric}\" is the same for every position");
        }

        if (claim.ShrinksBy is not null && claim.Defense == DefenseStack.None.Label)
        {
            yield return new($"{path}.defense", $"\"{claim.Defense}\"", "a defense: without one nothing shrinks");
        }
    }

    private static IEnumerable<ScenarioMistake> Names(string path, Claim claim, ScenarioParts parts) =>
    [
        .. Unknown(parts, "defenses", $"{path}.defense", claim.Defense, parts.Each<DefenseStack>("defenses").Select(d => (d.Thing.Label, Kind(d.Thing)))),
        .. Unknown(
            parts, "positions", $"{path}.position", claim.Position,
            parts.Each<ThreatPosition>("positions").Select(p => (p.Thing.Label, ThreatPositions.Catalogue.NameOf(p.Thing)))),
        .. Unknown(
            parts, "federation.partitions", $"{path}.partition", claim.Partition,
            parts.Each<Partition>("federation.partitions").Select(p => (p.Thing.Label, PartitionCatalogue.Partitions.NameOf(p.Thing)))),
        .. Unknown(parts, "attacks", $"{path}.attack", claim.Attack, parts.Each<Attack>("attacks").Select(a => (a.Thing.Label, a.Thing.Label))),
    ];

    /// <summary>A claim's name for something that the scenario does not have; silent while the scenario's own list is wrong.</summary>
    private static IEnumerable<ScenarioMistake> Unknown(
        ScenarioParts parts, string list, string path, string? name, IEnumerable<(string Label, string Kind)> known)
    {
        string[] names = [.. known.SelectMany(k => new[] { k.Label, k.Kind }).Distinct()];
        if (name is not null && parts.AreSound(list) && !names.Contains(name))
        {
            var allowed = $"one of the scenario's {list}: " + string.Join(", ", names.Select(n => $"\"{n}\""));
            yield return new(path, $"\"{name}\"", allowed) { Meant = Nearest.Of(name, names) };
        }
    }

    /// <summary>Defenses that work together are named by their label alone: either kind would name two entries.</summary>
    private static string Kind(DefenseStack stack) =>
        stack.Defenses is [var only] ? DefenseCatalogue.Defenses.NameOf(only) : stack.Label;
}
