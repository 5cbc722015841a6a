using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivacyBench.Reports;

/// <summary>Reads a file that PrivacyBench wrote, and says where it is damaged instead of making the best of it.</summary>
internal static class StrictFile
{
    /// <summary>The bytes of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="allowed">What the file should be, for the message.</param>
    /// <exception cref="ResultsFileException">It cannot be read.</exception>
    public static byte[] Bytes(string file, string allowed)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ResultsFileException.At(file, "the file", File.Exists(file) ? e.Message.TrimEnd('.') : Directory.Exists(file) ? "a folder" : "nothing", allowed, e);
        }
    }

    /// <summary>Reads one whole object with every property that its type requires and no other.</summary>
    /// <exception cref="ResultsFileException">It is cut off, damaged, or of a format that this version does not know.</exception>
    public static TFile Parse<TFile>(byte[] bytes, string file, JsonSerializerOptions options, int schemaVersion)
    {
        var root = ParseObject(bytes, file);
        CheckVersion(root, file, schemaVersion);
        RejectNullElements(root, "$", file);
        try
        {
            return root.Deserialize<TFile>(options)!;
        }
        catch (JsonException e)
        {
            throw ResultsMistake.Explain(e, root, typeof(TFile), options, file);
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

    private static void CheckVersion(JsonObject root, string file, int schemaVersion)
    {
        var found = root["schemaVersion"];
        if (found is JsonValue value && value.TryGetValue(out int version) && version == schemaVersion)
            return;
        var text = found?.ToJsonString() ?? "nothing";
        var allowed = $"{schemaVersion} (a higher version was written by a newer PrivacyBench: use that one; a lower one by an older, whose fields meant something else: run or record again)";
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
