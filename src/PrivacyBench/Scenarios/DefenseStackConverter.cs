using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PrivacyBench.Defenses;

namespace PrivacyBench.Scenarios;

/// <summary>Reads "none", one defense, or a list of defenses that work together, and writes the shortest of these.</summary>
internal sealed class DefenseStackConverter : JsonConverter<DefenseStack>
{
    public override DefenseStack Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var given = JsonNode.Parse(ref reader);
        if (given is JsonValue name && name.TryGetValue(out string? text) && text == DefenseStack.None.Label)
        {
            return DefenseStack.None;
        }

        return given is JsonArray list ? new(list.Deserialize<Defense[]>(options)!) : new([given.Deserialize<Defense>(options)!]);
    }

    public override void Write(Utf8JsonWriter writer, DefenseStack value, JsonSerializerOptions options)
    {
        switch (value.Defenses)
        {
            case []:
                writer.WriteStringValue(DefenseStack.None.Label);
                break;
            case [var only]:
                JsonSerializer.Serialize(writer, only, options);
                break;
            default:
                JsonSerializer.Serialize(writer, value.Defenses, options);
                break;
        }
    }
}
