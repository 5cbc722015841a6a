using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyBench.Measurement;

/// <summary>Writes a list of numbers in one line, also in an indented file, where each would take a line of its own.</summary>
internal sealed class NumbersOnOneLine : JsonConverter<IReadOnlyList<double>>
{
    public override IReadOnlyList<double>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException();
        var values = new List<double>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            values.Add(reader.TokenType == JsonTokenType.Number ? reader.GetDouble() : throw new JsonException());
        return values;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<double> value, JsonSerializerOptions options) =>
        writer.WriteRawValue("[" + string.Join(", ", value.Select(v => v.ToString("R", CultureInfo.InvariantCulture))) + "]");
}
