using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PrivacyBench.Defenses;

namespace PrivacyBench.Scenarios;

/// <summary>What the types of a scenario's values allow, in words and as a test.</summary>
internal static class ScenarioTypes
{
    /// <summary>The properties of a type as JSON sees them.</summary>
    public static JsonTypeInfo Info(Type type) => ScenarioJson.Options.GetTypeInfo(type);

    /// <summary>Whether a number, text, truth value or enumeration name is what a property takes.</summary>
    public static bool Allows(Type type, JsonPropertyInfo? property, JsonValue? value)
    {
        if (value is null)
        {
            return false;
        }

        var kind = value.GetValueKind();
        return Type.GetTypeCode(type) switch
        {
            _ when type.IsEnum => kind == JsonValueKind.String && Names(type).Contains(value.GetValue<string>()),
            TypeCode.Int32 => Number(value, out int number) && Limits.Of(property).Contain(number),
            TypeCode.Int64 => Number(value, out long number) && Limits.Of(property).Contain(number),
            TypeCode.Double => Number(value, out double number) && Limits.Of(property).Contain(number),
            TypeCode.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
            TypeCode.String => kind == JsonValueKind.String && AllowsText(property, value.GetValue<string>()),
            _ => throw new NotSupportedException($"A scenario cannot hold a {type}."),
        };
    }

    /// <summary>What may stand in a place, in words.</summary>
    public static string Describe(Type type, JsonPropertyInfo? property)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var orNull = plain != type || property?.IsSetNullable == true ? ", or null" : "";
        return Plain(plain, property) + orNull;
    }

    /// <summary>The names of an enumeration in JSON.</summary>
    public static IReadOnlyList<string> Names(Type type) =>
        [.. Enum.GetValues(type).Cast<object>().Select(v => JsonSerializer.SerializeToNode(v, type, ScenarioJson.Options)!.GetValue<string>())];

    private static string Plain(Type type, JsonPropertyInfo? property) => Type.GetTypeCode(type) switch
    {
        _ when NamedThing.IsNamed(type) =>
            $"the name of {Article(NamedThing.Word(type))} ({List(NamedThing.Entries(type).Keys)}), or an object with it as \"kind\" and its parameters",
        _ when type == typeof(DefenseStack) => $"\"none\", a list of defenses, or {Plain(typeof(Defense), null)}",
        _ when type.IsEnum => string.Join(" or ", Names(type).Select(name => $"\"{name}\"")),
        TypeCode.Int32 or TypeCode.Int64 => $"a whole number{Limits.Of(property)}",
        TypeCode.Double => $"a number{Limits.Of(property)}",
        TypeCode.Boolean => "true or false",
        TypeCode.String => Limits.Declared<AllowedValuesAttribute>(property) is { } values ? List(values.Values.OfType<string>())
            : Limits.Declared<RegularExpressionAttribute>(property)?.ErrorMessage ?? "text",
        _ when Info(type) is { Kind: JsonTypeInfoKind.Enumerable } list =>
            $"a list{(Limits.Declared<MinLengthAttribute>(property) is null ? "" : " with at least one element")}, each {Plain(list.ElementType!, property)}",
        _ => $"an object with {List(Info(type).Properties.Select(p => p.Name))}",
    };

    private static bool Number<T>(JsonValue value, out T number)
    {
        number = default!;
        return value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out number!);
    }

    private static bool AllowsText(JsonPropertyInfo? property, string text) =>
        Limits.Declared<RegularExpressionAttribute>(property)?.IsValid(text) != false
        && Limits.Declared<AllowedValuesAttribute>(property)?.IsValid(text) != false
        && (text.Length > 0 || Limits.Declared<RegularExpressionAttribute>(property) is null);

    private static string Article(string word) => ("aeiou".Contains(word[0], StringComparison.Ordinal) ? "an " : "a ") + word;

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));
}
