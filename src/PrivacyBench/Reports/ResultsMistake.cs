using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using PrivacyBench.Accounting;

namespace PrivacyBench.Reports;

/// <summary>Turns the serializer's message, which names .NET types, into one that names the value found and what is allowed.</summary>
internal static partial class ResultsMistake
{
    private const int LongestValue = 80;

    public static ResultsFileException Explain(JsonException e, JsonObject root, Type type, JsonSerializerOptions options, string file)
    {
        var place = e.Path ?? "$";
        JsonNode? found = root;
        foreach (Match step in Step().Matches(place))
        {
            found = Follow(found, step);
            type = Follow(type, step, options);
        }

        if (UnknownMember().Match(e.Message) is { Success: true } unknown)
        {
            var known = options.GetTypeInfo(type).Properties.Select(p => p.Name);
            return ResultsFileException.At(file, place, $"the unknown property \"{unknown.Groups[1].Value}\"", string.Join(", ", known), e);
        }

        return MissingMembers().Match(e.Message) is { Success: true } missing
            ? ResultsFileException.At(file, place, "no " + missing.Groups[1].Value, "an object with " + missing.Groups[1].Value, e)
            : ResultsFileException.At(file, place, Shorten(found?.ToJsonString() ?? "null"), Allowed(type, options), e);
    }

    private static JsonNode? Follow(JsonNode? node, Match step) => (node, step.Groups["index"]) switch
    {
        (JsonArray a, { Success: true } i) when int.Parse(i.ValueSpan, null) < a.Count => a[int.Parse(i.ValueSpan, null)],
        (JsonObject o, { Success: false }) => o[Name(step)],
        _ => null,
    };

    private static Type Follow(Type type, Match step, JsonSerializerOptions options)
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        if (step.Groups["index"].Success)
            return info.ElementType ?? typeof(object);
        return info.Properties.FirstOrDefault(p => p.Name == Name(step))?.PropertyType ?? info.ElementType ?? type;
    }

    private static string Name(Match step) => step.Groups["name"].Success ? step.Groups["name"].Value : step.Groups["quoted"].Value;

    private static string Allowed(Type type, JsonSerializerOptions options)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var orNull = plain == type ? "" : ", or null";
        if (plain.IsEnum)
            return string.Join(" or ", Enum.GetValues(plain).Cast<object>().Select(v => JsonSerializer.Serialize(v, plain, options))) + orNull;
        if (plain == typeof(Epsilon))
            return "a number from 0 or \"unbounded\"";
        return Type.GetTypeCode(plain) switch
        {
            TypeCode.Int32 or TypeCode.Int64 => "a whole number" + orNull,
            TypeCode.Double => "a number" + orNull,
            TypeCode.Boolean => "true or false" + orNull,
            TypeCode.String => "text",
            _ when plain == typeof(DateTimeOffset) => "a time such as \"2026-01-31T12:00:00+00:00\"",
            _ when options.GetTypeInfo(plain) is { Kind: JsonTypeInfoKind.Object } info =>
                "an object with " + string.Join(", ", info.Properties.Select(p => p.Name)) + orNull,
            _ => "a list",
        };
    }

    private static string Shorten(string json) => json.Length <= LongestValue ? json : json[..LongestValue] + "…";

    [GeneratedRegex(@"\.(?<name>[^.\[]+)|\[(?<index>\d+)\]|\['(?<quoted>[^']*)'\]")]
    private static partial Regex Step();

    [GeneratedRegex("^The JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();

    [GeneratedRegex("was missing required properties including: (.*?)\\.?$")]
    private static partial Regex MissingMembers();
}
