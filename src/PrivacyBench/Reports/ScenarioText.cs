using System.Globalization;
using System.Text.Json.Nodes;

namespace PrivacyBench.Reports;

/// <summary>Reads single values of the scenario as resolved, which the report knows only as JSON.</summary>
internal static class ScenarioText
{
    /// <summary>The text or number at a path, or null where there is none.</summary>
    public static string? At(JsonObject scenario, params string[] path)
    {
        JsonNode? node = scenario;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        if (node is not JsonValue value)
            return null;
        if (value.TryGetValue(out string? text))
            return text;
        return value.TryGetValue(out double number) ? number.ToString("0.######", CultureInfo.InvariantCulture) : value.ToJsonString();
    }
}
