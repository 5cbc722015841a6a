using System.Text.Json.Nodes;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Scenarios;
using PrivacyBench.Views;

namespace PrivacyBench.Cli;

/// <summary>One thing that a scenario can name, for people and for scripts.</summary>
/// <param name="Name">Its name in a scenario.</param>
/// <param name="Summary">What it is.</param>
/// <param name="Facts">What else there is to say, the same keys for all of a kind.</param>
/// <param name="Source">The paper or text it comes from.</param>
internal sealed record ListEntry(string Name, string Summary, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Facts, string Source)
{
    public JsonObject ToJson()
    {
        var entry = new JsonObject { ["name"] = Name, ["summary"] = Summary };
        foreach (var (key, words) in Facts)
        {
            entry[key] = new JsonArray([.. words.Select(word => (JsonNode)word)]);
        }

        entry["source"] = Source;
        return entry;
    }
}

/// <summary>One kind of thing that <c>privacybench list</c> knows.</summary>
/// <param name="Summary">What the kind is, in one sentence.</param>
/// <param name="Entries">What there is of it.</param>
internal sealed record Listing(string Summary, Func<IReadOnlyList<ListEntry>> Entries)
{
    /// <summary>All kinds by name.</summary>
    public static IReadOnlyDictionary<string, Listing> All { get; } = new Dictionary<string, Listing>
    {
        ["attacks"] = Of<Attack>("What an adversary tries, and what it must observe for it.", ("goal", Goal), ("needs", Needs)),
        ["defenses"] = Of<Defense>("What protects a federation, and from whom.", ("protectsFrom", type => ProtectsFrom(Example.Of<Defense>(type))), ("asLongAs", Assumption)),
        ["positions"] = Of<ThreatPosition>("Where an adversary stands, and what it observes there.", ("observes", Observes)),
        ["partitions"] = Of<Partition>("How records are spread over clients."),
        ["architectures"] = Of<Architecture>("The models that a federation can train."),
        ["datasets"] = new("The data sets that a scenario can name.", Datasets),
        ["strategies"] = Of<ServerOptimizer>("What clients share, and how the server learns from it."),
    };

    private static Listing Of<T>(string summary, params (string Key, Func<Type, IReadOnlyList<string>> Of)[] facts) =>
        new(summary, () =>
        [
            .. NamedThing.Entries(typeof(T)).Select(e => new ListEntry(
                e.Key,
                e.Value.Summary,
                [.. facts.Append((Key: "parameters", Of: Parameters)).Select(f => KeyValuePair.Create(f.Key, f.Of(e.Value.Type)))],
                e.Value.Source)),
        ]);

    private static IReadOnlyList<ListEntry> Datasets() =>
    [
        .. DatasetCatalogue.Datasets.Select(d => new ListEntry(
            d.Key,
            d.Value.Summary,
            [
                Fact("records", $"{d.Value.Records} × {d.Value.Features}, {d.Value.Classes} classes"),
                Fact("clients", d.Value.Clients),
            ],
            d.Value.Citation)),
    ];

    private static KeyValuePair<string, IReadOnlyList<string>> Fact(string key, string? words) => new(key, words is null ? [] : [words]);

    private static IReadOnlyList<string> Parameters(Type type) => [.. ScenarioTypes.Info(type).Properties.Select(p => p.Name)];

    private static IReadOnlyList<string> Goal(Type attack) => [.. Example.Of<Attack>(attack).Goals.Select(goal => goal.Name())];

    private static IReadOnlyList<string> Needs(Type attack) => [Observations.Describe(Example.Of<Attack>(attack).Needs)];

    private static IReadOnlyList<string> Assumption(Type defense) => Example.Of<Defense>(defense).Assumption is { } assumption ? [assumption] : [];

    /// <summary>The positions from which a defense withholds something, or against which it promises differential privacy.</summary>
    internal static IReadOnlyList<string> ProtectsFrom(Defense defense)
    {
        var size = new FederationSize(Clients: 10, Rounds: 10, Parameters: 1000);
        var promised = defense.For(size);
        var guaranteed = promised.Guarantees(size).SelectMany(g => g.ProtectsFrom);
        var hidden = NamedThing.Entries(typeof(ThreatPosition))
            .Where(e => promised.Hides(Example.Of<ThreatPosition>(e.Value.Type)).Any()).Select(e => e.Key);
        return [.. hidden.Union(guaranteed)];
    }

    private static IReadOnlyList<string> Observes(Type position) =>
        [.. PositionViews.Offered(Example.Of<ThreatPosition>(position)).Select(Observations.Describe)];
}
