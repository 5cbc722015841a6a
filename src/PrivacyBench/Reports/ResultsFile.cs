using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace PrivacyBench.Reports;

/// <summary>Reads and writes <c>results.json</c>. What is unknown is null, what is unbounded says so, and the order of properties is fixed.</summary>
public static class ResultsFile
{
    /// <summary>The file's name in a report's folder.</summary>
    public const string Name = "results.json";

    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // The file is never embedded in a page as it is; "ε" stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        // The types' own converters would take any number for a name.
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>The bytes of the file: equal results give equal bytes.</summary>
    /// <exception cref="ArgumentException">A number is not finite: what is unknown must be null.</exception>
    public static byte[] ToBytes(Results results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [.. JsonSerializer.SerializeToUtf8Bytes(results, Options), (byte)'\n'];
    }

    /// <summary>Writes the file whole, under a temporary name first.</summary>
    public static void Write(Results results, string path) => WholeFile.Write(path, ToBytes(results));

    /// <summary>Reads a results file.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="ResultsFileException">It is missing, cut off, damaged, or of a format that this version does not know.</exception>
    public static Results Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Name) : path;
        if (!File.Exists(file))
            throw ResultsFileException.At(file, "the file", "nothing", "a results file that `privacybench run` wrote");
        return Parse(File.ReadAllBytes(file), file);
    }

    internal static Results Parse(byte[] bytes, string file)
    {
        var root = ParseObject(bytes, file);
        CheckVersion(root, file);
        RejectNullElements(root, "$", file);
        try
        {
            return root.Deserialize<Results>(Options)!;
        }
        catch (JsonException e)
        {
            throw ResultsMistake.Explain(e, root, Options, file);
        }
    }

    private static JsonObject ParseObject(byte[] bytes, string file)
    {
        try
        {
            var documents = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return JsonNode.Parse(bytes, documentOptions: documents) as JsonObject
                ?? throw ResultsFileException.At(file, "line 1", "something other than an object", "one JSON object");
        }
        catch (JsonException e)
        {
            var place = $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}";
            var length = bytes.Length == 0 ? "an empty file" : $"text that is not whole JSON (cut off or damaged; {bytes.Length} bytes)";
            throw ResultsFileException.At(file, place, length, "one whole JSON object", e);
        }
    }

    private static void CheckVersion(JsonObject root, string file)
    {
        var found = root["schemaVersion"];
        if (found is JsonValue value && value.TryGetValue(out int version) && version == Results.CurrentSchemaVersion)
            return;
        var text = found?.ToJsonString() ?? "nothing";
        var allowed = $"{Results.CurrentSchemaVersion} (a higher version was written by a newer PrivacyBench: use that one)";
        throw ResultsFileException.At(file, "$.schemaVersion", text, allowed);
    }

    // The serializer accepts [null] in a list of records whatever the annotations say.
    private static void RejectNullElements(JsonNode node, string place, string file)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, member) in members)
            {
                if (member is not null && !(place == "$" && name == "scenario"))
                    RejectNullElements(member, $"{place}.{name}", file);
            }
        }
        else if (node is JsonArray elements)
        {
            for (var i = 0; i < elements.Count; i++)
                RejectNullElements(elements[i] ?? throw ResultsFileException.At(file, $"{place}[{i}]", "null", "a value"), $"{place}[{i}]", file);
        }
    }
}
