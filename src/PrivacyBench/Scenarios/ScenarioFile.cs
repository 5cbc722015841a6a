using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivacyBench.Scenarios;

/// <summary>Reads a scenario file. JSON with comments; overrides replace single values; every mistake is told at once.</summary>
public static class ScenarioFile
{
    /// <summary>Reads a scenario file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values that replace those of the file, later ones winning.</param>
    /// <exception cref="ScenarioException">The file cannot be read, or the scenario has mistakes.</exception>
    public static Scenario Load(string path, IReadOnlyList<Override>? overrides = null) => Parse(Read(path), path, overrides);

    /// <summary>Reads a scenario.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="file">The name that messages use.</param>
    /// <param name="overrides">Values that replace those of the text, later ones winning.</param>
    /// <exception cref="ScenarioException">The scenario has mistakes.</exception>
    public static Scenario Parse(string json, string file, IReadOnlyList<Override>? overrides = null)
    {
        var root = Root(json, file);
        var mistakes = new List<ScenarioMistake>();
        var written = (overrides ?? []).Select(o => (Path: o.Apply(root, mistakes), o.Origin)).ToArray();
        mistakes.AddRange(StructureCheck.Of(root));
        mistakes.AddRange(ScenarioRules.Broken(new ScenarioParts(root, [.. mistakes])));
        return mistakes.Count == 0
            ? root.Deserialize<Scenario>(ScenarioJson.Options)!
            : throw new ScenarioException(file, [.. mistakes.Select(m => m with { Origin = m.Origin ?? OriginOf(m.Path, written) })]);
    }

    /// <summary>The scenario as JSON with every default written out.</summary>
    public static JsonObject Resolved(Scenario scenario)
    {
        var written = JsonSerializer.SerializeToNode(scenario, ScenarioJson.Options)!.AsObject();
        // The schema is for editors and changes nothing of what is evaluated.
        written.Remove("$schema");
        return written;
    }

    private static string? OriginOf(string path, (string Path, string Origin)[] written) =>
        written.LastOrDefault(w => w.Path == path || ScenarioParts.IsBelow(path, w.Path)).Origin;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var found = Directory.Exists(path) ? "a folder" : !File.Exists(path) ? "no such file" : e.Message.TrimEnd('.');
            throw new ScenarioException(path, [new("file", found, "a scenario file (see scenarios/ for examples)")]);
        }
    }

    private static JsonObject Root(string json, string file)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: ScenarioJson.Lenient) as JsonObject
                ?? throw new ScenarioException(file, [new("line 1", "no object", "one JSON object")]);
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? FormattableString.Invariant($"line {line + 1}, byte {e.BytePositionInLine + 1}") : "file";
            throw new ScenarioException(file, [new(place, Reason(e.Message), "JSON, with comments, each key once")]);
        }
    }

    /// <summary>The reader's message without the position, which comes first already.</summary>
    private static string Reason(string message)
    {
        var position = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (position < 0 ? message : message[..position]).TrimEnd('.');
    }
}
