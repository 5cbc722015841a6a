using System.Text.Json;

namespace PrivacyBench.Data;

/// <summary>A record of LEAF: either numbers or a text.</summary>
internal sealed record LeafRecord(string User, float[]? Numbers, string? Text, string Label, string Place)
{
    /// <summary>Its values.</summary>
    public int Width => Numbers?.Length ?? Text!.Length;

    /// <exception cref="DataFormatException">It is neither, or its label is none.</exception>
    public static LeafRecord Of(string user, JsonElement x, JsonElement y, string place) => (x.ValueKind, y.ValueKind) switch
    {
        (JsonValueKind.Array, JsonValueKind.Number) => new(user, [.. x.EnumerateArray().Select(v => Number(v, place))], null, y.GetRawText(), place),
        (JsonValueKind.String, JsonValueKind.String) => new(user, null, x.GetString(), y.GetString()!, place),
        _ => throw new DataFormatException(
            $"{place}: {Begin(x)} with the label {Begin(y)} was found; a list of numbers with a number, or a text with a text, is needed."),
    };

    private static float Number(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number)
        ? number
        : throw new DataFormatException($"{place}: {Begin(value)} was found in x; a finite number is needed.");

    private static string Begin(JsonElement value) => value.GetRawText() is { Length: > 40 } text ? text[..40] + "…" : value.GetRawText();
}
