using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Cli;

/// <summary>A thing with some allowed parameters, to ask it what does not depend on them.</summary>
internal static class Example
{
    public static T Of<T>(Type type) =>
        (T)new JsonObject(ScenarioTypes.Info(type).Properties.Where(p => p.IsRequired).Select(p => KeyValuePair.Create(p.Name, Value(p))))
            .Deserialize(type, ScenarioJson.Options)!;

    private static JsonNode? Value(JsonPropertyInfo property) => ScenarioTypes.Info(property.PropertyType) switch
    {
        { Kind: JsonTypeInfoKind.Enumerable } => new JsonArray(1),
        { Type.IsEnum: true } info => ScenarioTypes.Names(info.Type)[0],
        { Type: var type } when type == typeof(string) => "",
        { Type: var type } when type == typeof(bool) => false,
        _ => Number(Limits.Of(property)),
    };

    /// <summary>A number inside of the limits, a whole one if there is one.</summary>
    private static double Number(Limits limits) =>
        limits.Contain(1) ? 1 : limits.Contain(limits.Low + 1) ? limits.Low + 1 : (limits.Low + limits.High) / 2;
}
