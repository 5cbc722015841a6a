using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Scenarios;

/// <summary>The rules that hold between the parts of a scenario. What one value must keep to stands at its property.</summary>
internal static class ScenarioRules
{
    /// <summary>Where the scenario breaks a rule.</summary>
    public static IEnumerable<ScenarioMistake> Broken(ScenarioParts parts) =>
    [
        .. Dataset(parts),
        .. Repeated<Partition>(parts, "federation.partitions", p => p.Label),
        .. Repeated<ThreatPosition>(parts, "positions", p => p.Label),
        .. Repeated<Attack>(parts, "attacks", a => a.Label),
        .. Repeated<DefenseStack>(parts, "defenses", d => d.Label),
        .. Colluders(parts),
        .. Sums(parts),
        .. parts.Each<Claim>("claims").SelectMany(c => OfClaim(c.Path, c.Thing, parts)),
    ];

    private static IEnumerable<ScenarioMistake> Dataset(ScenarioParts parts)
    {
        var choice = parts.One<DatasetChoice>("dataset");
        if (choice is { Name: null, Path: null })
        {
            yield return new("dataset", "neither \"name\" nor \"path\"", "the name of a data set, or the path of a file");
        }

        if (choice is { Name: { } name, Path: null } && !DatasetCatalogue.Datasets.ContainsKey(name))
        {
            yield return new("dataset.name", $"\"{name}\"", string.Join(", ", DatasetCatalogue.Datasets.Keys))
            {
                Meant = Nearest.Of(name, DatasetCatalogue.Datasets.Keys),
            };
        }
    }

    private static IEnumerable<ScenarioMistake> Repeated<T>(ScenarioParts parts, string list, Func<T, string> label) =>
        from same in parts.Each<T>(list).GroupBy(e => label(e.Thing))
        from repeated in same.Skip(1)
        select new ScenarioMistake(repeated.Path, $"\"{same.Key}\" again", $"each once (the first is {same.First().Path})");

    private static IEnumerable<ScenarioMistake> Colluders(ScenarioParts parts) =>
        from clients in new[] { parts.One<int>("federation.clients") }
        from position in parts.Each<ThreatPosition>("positions")
        where clients > 0 && position.Thing.OwnClients >= clients
        select new ScenarioMistake(
            position.Path,
            FormattableString.Invariant($"{position.Thing.OwnClients} clients of the adversary"),
            FormattableString.Invariant($"at most {clients - 1}, fewer than the federation's {clients} clients"));

    private static IEnumerable<ScenarioMistake> Sums(ScenarioParts parts) =>
        from stack in parts.Each<DefenseStack>("defenses")
        let summing = stack.Thing.Defenses.Where(d => d.SumsUpdates).Select(d => d.Label).ToArray()
        where summing.Length > 1
        select new ScenarioMistake(stack.Path, string.Join(" and ", summing), "only one defense that sums the updates");

    private static IEnumerable<ScenarioMistake> OfClaim(string path, Claim claim, ScenarioParts parts)
    {
        if (claim.AtMost is null && claim.AtLeast is null)
        {
            yield return new(path, "neither \"atMost\" nor \"atLeast\"", "at least one of them");
        }
        else if (claim.AtMost < claim.AtLeast)
        {
            yield return new(
                $"{path}.atLeast", FormattableString.Invariant($"{claim.AtLeast}"), FormattableString.Invariant($"at most \"atMost\", {claim.AtMost}"));
        }

        var defenses = parts.Each<DefenseStack>("defenses").Select(d => (d.Thing.Label, Kind(d.Thing))).ToArray();
        var positions = parts.Each<ThreatPosition>("positions").Select(p => (p.Thing.Label, ThreatPositions.Catalogue.NameOf(p.Thing))).ToArray();
        foreach (var mistake in Unknown(parts, "defenses", $"{path}.defense", claim.Defense, defenses)
            .Concat(Unknown(parts, "positions", $"{path}.position", claim.Position, positions)))
        {
            yield return mistake;
        }

        if (parts.AreSound("attacks") && !parts.Each<Attack>("attacks").Any(a => a.Thing.Goals.Contains(claim.Goal)))
        {
            var goal = claim.Goal.Name();
            yield return new($"{path}.goal", $"\"{goal}\"", $"a goal that one of the scenario's attacks is after; add a {goal} attack");
        }
    }

    /// <summary>A claim's name for something that the scenario does not have; silent while the scenario's own list is wrong.</summary>
    private static IEnumerable<ScenarioMistake> Unknown(
        ScenarioParts parts, string list, string path, string name, IReadOnlyList<(string Label, string Kind)> known)
    {
        string[] names = [.. known.SelectMany(k => new[] { k.Label, k.Kind }).Distinct()];
        if (parts.AreSound(list) && !names.Contains(name))
        {
            var allowed = $"one of the scenario's {list}: " + string.Join(", ", names.Select(n => $"\"{n}\""));
            yield return new(path, $"\"{name}\"", allowed) { Meant = Nearest.Of(name, names) };
        }
    }

    /// <summary>Defenses that work together are named by their label alone: either kind would name two entries.</summary>
    private static string Kind(DefenseStack stack) =>
        stack.Defenses is [var only] ? DefenseCatalogue.Defenses.NameOf(only) : stack.Label;
}
