using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivacyBench.Scenarios;

/// <summary>Those parts of a scenario that are right in themselves, so that rules between parts can be checked although others are not.</summary>
internal sealed class ScenarioParts(JsonObject root, IReadOnlyList<ScenarioMistake> mistakes)
{
    /// <summary>Whether a place holds something and no mistake was found there or below.</summary>
    public bool AreSound(string path) => Find(path) is not null && !mistakes.Any(m => m.Path == path || IsBelow(m.Path, path));

    /// <summary>What a place holds; the default where it holds nothing or something wrong.</summary>
    public T? One<T>(string path) => AreSound(path) ? Find(path)!.Deserialize<T>(ScenarioJson.Options) : default;

    /// <summary>The sound elements of a list with their paths.</summary>
    public IReadOnlyList<(string Path, T Thing)> Each<T>(string path) =>
    [
        .. Enumerable.Range(0, (Find(path) as JsonArray)?.Count ?? 0).Select(i => $"{path}[{i}]").Where(AreSound)
            .Select(place => (place, One<T>(place)!)),
    ];

    /// <summary>Whether a path leads to something inside of what another leads to.</summary>
    public static bool IsBelow(string path, string above) =>
        path.Length > above.Length && path.StartsWith(above, StringComparison.Ordinal) && (above.Length == 0 || path[above.Length] is '.' or '[');

    private JsonNode? Find(string path)
    {
        JsonNode? node = root;
        foreach (var step in path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries))
        {
            node = node switch
            {
                JsonArray list => list[int.Parse(step, CultureInfo.InvariantCulture)],
                JsonObject o => o[step],
                _ => null,
            };
        }

        return node;
    }
}
