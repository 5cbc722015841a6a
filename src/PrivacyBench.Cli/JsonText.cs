using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PrivacyBench.Cli;

/// <summary>What <c>--json</c> prints: one JSON value on standard output and nothing else.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The option.</summary>
    public static Option<bool> Option() => new("--json") { Description = "Print JSON instead of text." };

    public static void Write(JsonNode value, TextWriter output) => output.Write(value.ToJsonString(Indented) + "\n");
}
