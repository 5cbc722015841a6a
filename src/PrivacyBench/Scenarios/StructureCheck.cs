using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PrivacyBench.Defenses;

namespace PrivacyBench.Scenarios;

/// <summary>
/// Compares JSON with the records it is to become, and finds every mistake where reading would stop at the first: unknown and
/// missing keys, unknown names, values of the wrong kind or out of range.
/// </summary>
internal sealed class StructureCheck
{
    private readonly List<ScenarioMistake> mistakes = [];

    private StructureCheck()
    {
    }

    /// <summary>The mistakes of a scenario, in the file's order.</summary>
    public static IReadOnlyList<ScenarioMistake> Of(JsonObject root)
    {
        var check = new StructureCheck();
        check.Object(root, typeof(Scenario), "");
        return check.mistakes;
    }

    private void Value(JsonNode? node, Type type, JsonPropertyInfo? property, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (node is null)
        {
            if (plain == type && property?.IsSetNullable != true)
            {
                Mistake(path, node, ScenarioTypes.Describe(plain, property));
            }
        }
        else if (NamedThing.IsNamed(plain))
        {
            Named(node, plain, path);
        }
        else if (plain == typeof(DefenseStack))
        {
            Stack(node, path);
        }
        else if (ScenarioTypes.Info(plain) is { Kind: JsonTypeInfoKind.Enumerable } list)
        {
            List(node, list.ElementType!, property, path);
        }
        else if (ScenarioTypes.Info(plain).Kind == JsonTypeInfoKind.Object)
        {
            Object(node, plain, path);
        }
        else if (!ScenarioTypes.Allows(plain, property, node as JsonValue))
        {
            Mistake(path, node, ScenarioTypes.Describe(plain, property), plain.IsEnum && Text(node) is { } text ? Nearest.Of(text, ScenarioTypes.Names(plain)) : null);
        }
    }

    private void Object(JsonNode node, Type type, string path, string? besides = null)
    {
        if (node is not JsonObject given)
        {
            Mistake(path, node, ScenarioTypes.Describe(type, null));
            return;
        }

        var properties = ScenarioTypes.Info(type).Properties;
        var known = properties.Select(p => p.Name).ToArray();
        foreach (var (key, value) in given)
        {
            if (properties.FirstOrDefault(p => p.Name == key) is { } property)
            {
                Value(value, property.PropertyType, property, Join(path, key));
            }
            else if (key != besides)
            {
                mistakes.Add(new(Join(path, key), $"the unknown key \"{key}\"", Keys(known)) { Meant = Nearest.Of(key, known) });
            }
        }

        foreach (var missing in properties.Where(p => p.IsRequired && !given.ContainsKey(p.Name)))
        {
            mistakes.Add(new(Join(path, missing.Name), "nothing", ScenarioTypes.Describe(missing.PropertyType, missing) + ", which must be given"));
        }
    }

    private void List(JsonNode node, Type element, JsonPropertyInfo? property, string path)
    {
        if (node is not JsonArray list || list.Count < (Limits.Declared<MinLengthAttribute>(property)?.Length ?? 0))
        {
            Mistake(path, node, ScenarioTypes.Describe(typeof(IReadOnlyList<>).MakeGenericType(element), property));
            return;
        }

        for (var i = 0; i < list.Count; i++)
        {
            var place = $"{path}[{i}]";
            if (list[i] is null)
            {
                Mistake(place, null, ScenarioTypes.Describe(element, null));
            }
            else
            {
                Value(list[i], element, property, place);
            }
        }
    }

    private void Stack(JsonNode node, string path)
    {
        if (node is JsonArray list)
        {
            List(list, typeof(Defense), null, path);
        }
        else if (Text(node) != DefenseStack.None.Label)
        {
            Named(node, typeof(Defense), path, ScenarioTypes.Describe(typeof(DefenseStack), null), DefenseStack.None.Label);
        }
    }

    private void Named(JsonNode node, Type kind, string path) => Named(node, kind, path, ScenarioTypes.Describe(kind, null));

    /// <param name="node">The name, or the object with it.</param>
    /// <param name="kind">The kind of thing.</param>
    /// <param name="path">The place.</param>
    /// <param name="allowed">What may stand there, in words.</param>
    /// <param name="others">Names that may stand there besides those of the kind.</param>
    private void Named(JsonNode node, Type kind, string path, string allowed, params string[] others)
    {
        var name = node is JsonObject o ? o[NamedThing.Kind] : node;
        var place = node is JsonObject ? Join(path, NamedThing.Kind) : path;
        if (node is JsonObject && name is null)
        {
            mistakes.Add(new(place, "nothing", allowed));
        }
        else if (Text(name) is not { } text)
        {
            Mistake(place, name, allowed);
        }
        else if (!NamedThing.Entries(kind).TryGetValue(text, out var entry))
        {
            Mistake(place, name, allowed, Nearest.Of(text, [.. others, .. NamedThing.Entries(kind).Keys]));
        }
        else
        {
            var before = mistakes.Count;
            Object(node as JsonObject ?? [], entry.Type, path, besides: NamedThing.Kind);
            if (mistakes.Count == before)
            {
                Construct(node, kind, path);
            }
        }
    }

    /// <summary>Makes the thing: its constructor may know more than its annotations say.</summary>
    private void Construct(JsonNode node, Type kind, string path)
    {
        try
        {
            node.Deserialize(kind, ScenarioJson.Options);
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            Mistake(path, node, e.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    private void Mistake(string path, JsonNode? found, string allowed, string? meant = null) =>
        mistakes.Add(new(path, ScenarioJson.Quote(found), allowed) { Meant = meant });

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Keys(string[] known) => known.Length == 0 ? "no key but \"kind\"" : string.Join(", ", known.Select(k => $"\"{k}\""));
}
