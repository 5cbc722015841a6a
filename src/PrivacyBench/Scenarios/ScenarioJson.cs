using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PrivacyBench.Scenarios;

/// <summary>How a scenario is written as JSON.</summary>
internal static class ScenarioJson
{
    /// <summary>Strict: unknown and repeated keys, missing values, null and numbers in quotes are errors.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The file may carry comments and a comma after the last element.</summary>
    public static JsonDocumentOptions Lenient { get; } = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>A value as a message quotes it.</summary>
    public static string Quote(JsonNode? value)
    {
        const int longest = 80;
        var text = value?.ToJsonString(Options).ReplaceLineEndings(" ") ?? "null";
        return text.Length <= longest ? text : text[..longest] + "…";
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowOutOfOrderMetadataProperties = true,
            AllowDuplicateProperties = false,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver().WithAddedModifier(DropComputed),
        };
        options.Converters.Add(new DefenseStackConverter());
        foreach (var converter in NamedThing.Converters())
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>A property without an initialiser, such as a label, follows from the others and is no key of a scenario.</summary>
    private static void DropComputed(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (type.Properties[i].Set is null)
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}
