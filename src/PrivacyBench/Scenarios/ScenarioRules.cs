using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Source;
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
        .. ClientsPerRound(parts),
        .. Sums(parts),
        .. AttackedRounds(parts),
        .. parts.Each<Claim>("claims").SelectMany(c => ClaimRules.Broken(c.Path, c.Thing, parts)),
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

    private static IEnumerable<ScenarioMistake> ClientsPerRound(ScenarioParts parts)
    {
        const string Path = "federation.clientsPerRound";
        var (number, clients) = (parts.One<int?>(Path), parts.One<int>("federation.clients"));
        if (number > clients && clients > 0)
        {
            yield return new(Path, FormattableString.Invariant($"{number}"), FormattableString.Invariant($"at most the federation's {clients} clients"));
        }

        if (number is not null && parts.One<string>("federation.sampling") == "poisson")
        {
            yield return new(Path, FormattableString.Invariant($"{number} with \"sampling\": \"poisson\""), "a share of the clients in \"participation\", of which the number follows by chance");
        }

        if (number is not null && parts.One<double>("federation.participation") is > 0 and < 1)
        {
            yield return new(Path, FormattableString.Invariant($"{number} beside \"participation\""), "one of them: a number or a share");
        }
    }

    private static IEnumerable<ScenarioMistake> AttackedRounds(ScenarioParts parts) =>
        from rounds in new[] { parts.One<int>("federation.rounds") }
        from attack in parts.Each<Attack>("attacks")
        let round = (attack.Thing as SourceLoss)?.Round
        where rounds > 0 && round > rounds
        select new ScenarioMistake(
            $"{attack.Path}.round", FormattableString.Invariant($"{round}"), FormattableString.Invariant($"at most the federation's {rounds} rounds"));

    private static IEnumerable<ScenarioMistake> Sums(ScenarioParts parts) =>
        from stack in parts.Each<DefenseStack>("defenses")
        let summing = stack.Thing.Defenses.Where(d => d.SumsUpdates).Select(d => d.Label).ToArray()
        where summing.Length > 1
        select new ScenarioMistake(stack.Path, string.Join(" and ", summing), "only one defense that sums the updates");
}
