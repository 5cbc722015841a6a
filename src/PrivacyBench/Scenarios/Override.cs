using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace PrivacyBench.Scenarios;

/// <summary>A value that replaces one of the scenario file.</summary>
/// <param name="Steps">The keys and list indexes that lead to it.</param>
/// <param name="Text">The value: JSON, or else taken as text.</param>
/// <param name="Origin">Where it comes from, as a user wrote it.</param>
public sealed record Override(IReadOnlyList<string> Steps, string Text, string Origin)
{
    /// <summary>What the name of an environment variable starts with that overrides a scenario's value.</summary>
    public const string EnvironmentPrefix = "PRIVACYBENCH__";

    /// <summary>The overrides among the process's environment variables, such as <c>PRIVACYBENCH__federation__rounds=5</c>.</summary>
    public static IReadOnlyList<Override> FromEnvironment() =>
        From(new ConfigurationBuilder().AddEnvironmentVariables(EnvironmentPrefix).Build());

    /// <summary>An override such as <c>federation.rounds=5</c> or <c>defenses.1.epsilon=4</c>.</summary>
    /// <exception cref="ScenarioException">There is no path or no '='.</exception>
    public static Override FromSetting(string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        var equals = setting.IndexOf('=', StringComparison.Ordinal);
        var steps = setting[..Math.Max(equals, 0)].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
            .Split('.', StringSplitOptions.TrimEntries);
        return steps.All(step => step.Length > 0)
            ? new(steps, setting[(equals + 1)..], $"--set {setting}")
            : throw new ScenarioException("--set", [new("path=value", $"\"{setting}\"", "a path and a value, such as federation.rounds=5 or defenses.1.epsilon=4")]);
    }

    internal static IReadOnlyList<Override> From(IConfiguration configuration) =>
    [
        .. configuration.AsEnumerable().Where(setting => setting.Value is not null).OrderBy(setting => setting.Key, StringComparer.Ordinal)
            .Select(setting => setting.Key.Split(ConfigurationPath.KeyDelimiter))
            .Select(steps => new Override(
                steps,
                configuration[ConfigurationPath.Combine(steps)]!,
                $"{EnvironmentPrefix}{string.Join("__", steps)}={configuration[ConfigurationPath.Combine(steps)]}")),
    ];

    /// <summary>Writes the value into the scenario.</summary>
    /// <param name="root">The scenario, which is changed.</param>
    /// <param name="mistakes">Receives a mistake where the path leads nowhere.</param>
    /// <returns>The path of the first thing on the way that the file itself did not have, or of the value.</returns>
    internal string Apply(JsonObject root, ICollection<ScenarioMistake> mistakes)
    {
        JsonNode node = root;
        var path = "";
        string? made = null;
        for (var i = 0; i < Steps.Count; i++)
        {
            var below = Below(path, node, Steps[i]);
            if (Problem(node, Steps[i]) is { } allowed)
            {
                mistakes.Add(new(path.Length == 0 ? below : path, $"no place for \"{Steps[i]}\"", allowed) { Origin = Origin });
                return below;
            }

            var found = Get(node, Steps[i]);
            var wanted = i == Steps.Count - 1 ? Value() : Container(found);
            if (!ReferenceEquals(found, wanted) || found is null)
            {
                made ??= below;
                Put(node, Steps[i], wanted);
            }

            (node, path) = (wanted ?? node, below);
        }

        return made ?? path;
    }

    /// <summary>What further keys can be written into: a thing given by its name alone becomes an object with parameters.</summary>
    private static JsonNode Container(JsonNode? found) => found switch
    {
        null => new JsonObject(),
        JsonValue value when value.TryGetValue(out string? name) => new JsonObject { [NamedThing.Kind] = name },
        _ => found,
    };

    private static string Below(string path, JsonNode node, string step) =>
        node is JsonArray ? $"{path}[{step}]" : path.Length == 0 ? step : $"{path}.{step}";

    private static string? Problem(JsonNode node, string step) => node switch
    {
        JsonObject => null,
        JsonArray list when Index(step) is { } index && index <= list.Count => null,
        JsonArray list => list.Count == 0 ? "0, the list is empty" : $"an index from 0 to {list.Count - 1}, or {list.Count} to add one",
        _ => "a key of an object or an index of a list",
    };

    private static JsonNode? Get(JsonNode node, string step) => node switch
    {
        JsonArray list => Index(step) < list.Count ? list[Index(step)!.Value] : null,
        _ => node[step],
    };

    private static void Put(JsonNode node, string step, JsonNode? value)
    {
        if (node is not JsonArray list)
        {
            node[step] = value;
        }
        else if (Index(step) < list.Count)
        {
            list[Index(step)!.Value] = value;
        }
        else
        {
            list.Add(value);
        }
    }

    private static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private JsonNode? Value()
    {
        try
        {
            return JsonNode.Parse(Text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(Text);
        }
    }
}
