using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PrivacyBench.Attacks;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Views;

namespace PrivacyBench.Scenarios;

/// <summary>The kinds of thing that a scenario gives by name, or by an object with the name as <c>kind</c> and its parameters.</summary>
internal static class NamedThing
{
    /// <summary>The key that holds the name.</summary>
    public const string Kind = "kind";

    private static readonly Dictionary<Type, (string Word, IReadOnlyDictionary<string, CatalogueEntry> Entries)> Kinds = new()
    {
        [typeof(ThreatPosition)] = ("position", ThreatPositions.Catalogue.Entries),
        [typeof(Attack)] = ("attack", AttackCatalogue.Attacks.Entries),
        [typeof(Defense)] = ("defense", DefenseCatalogue.Defenses.Entries),
        [typeof(Partition)] = ("partition", PartitionCatalogue.Partitions.Entries),
        [typeof(Architecture)] = ("architecture", ArchitectureCatalogue.Architectures.Entries),
        [typeof(ServerOptimizer)] = ("strategy", ServerOptimizerCatalogue.ServerOptimizers.Entries),
    };

    /// <summary>The bases of all kinds.</summary>
    public static IReadOnlyCollection<Type> Types => Kinds.Keys;

    /// <summary>Whether a type is the base of such a kind.</summary>
    public static bool IsNamed(Type type) => Kinds.ContainsKey(type);

    /// <summary>What the kind is called, such as "attack".</summary>
    public static string Word(Type type) => Kinds[type].Word;

    /// <summary>What there is of the kind, by name.</summary>
    public static IReadOnlyDictionary<string, CatalogueEntry> Entries(Type type) => Kinds[type].Entries;

    /// <summary>The converters of all kinds.</summary>
    public static IEnumerable<JsonConverter> Converters() =>
        Kinds.Keys.Select(type => (JsonConverter)Activator.CreateInstance(typeof(NamedThingConverter<>).MakeGenericType(type))!);
}

/// <summary>Reads a thing from its name or its object, and writes the object.</summary>
internal sealed class NamedThingConverter<T> : JsonConverter<T>
    where T : notnull
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var given = JsonNode.Parse(ref reader);
        var parameters = given as JsonObject ?? [];
        var name = (given is JsonObject ? parameters[NamedThing.Kind] : given) as JsonValue;
        parameters.Remove(NamedThing.Kind);
        return name is not null && name.TryGetValue(out string? known) && NamedThing.Entries(typeof(T)).TryGetValue(known, out var entry)
            ? (T)parameters.Deserialize(entry.Type, options)!
            : throw new JsonException($"No {NamedThing.Word(typeof(T))} has the name {name?.ToJsonString() ?? "null"}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var written = new JsonObject { [NamedThing.Kind] = NamedThing.Entries(typeof(T)).First(e => e.Value.Type == value.GetType()).Key };
        foreach (var (key, parameter) in JsonSerializer.SerializeToNode(value, value.GetType(), options)!.AsObject().ToArray())
        {
            written[key] = parameter?.DeepClone();
        }

        written.WriteTo(writer, options);
    }
}
