using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using PrivacyBench.Defenses;

namespace PrivacyBench.Scenarios;

/// <summary>The JSON schema of a scenario file, from which editors complete. It says what <see cref="ScenarioFile"/> checks.</summary>
public static class ScenarioSchema
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = Transform,
    };

    /// <summary>The schema.</summary>
    public static JsonObject Create()
    {
        var schema = new JsonObject { ["$schema"] = Dialect, ["title"] = "PrivacyBench scenario" };
        foreach (var (key, value) in Export(typeof(Scenario)).ToArray())
        {
            schema[key] = value?.DeepClone();
        }

        var definitions = new JsonObject();
        foreach (var kind in NamedThing.Types)
        {
            definitions[NamedThing.Word(kind)] = Named(kind);
        }

        schema["$defs"] = definitions;
        return schema;
    }

    /// <summary>The schema as the text of a file.</summary>
    public static string CreateText() => Create().ToJsonString(new(ScenarioJson.Options) { WriteIndented = true, NewLine = "\n" }) + "\n";

    private static JsonObject Export(Type type) => ScenarioJson.Options.GetJsonSchemaAsNode(type, Exporter).AsObject();

    private static JsonObject Transform(JsonSchemaExporterContext context, JsonNode exported)
    {
        var type = context.TypeInfo.Type;
        var property = context.PropertyInfo;
        var schema = Special(type) ?? exported as JsonObject ?? [];
        if (context.TypeInfo.ElementType is { } element && Special(element) is { } items)
        {
            // The exporter leaves out the elements of a list where a converter reads them.
            schema["items"] = items;
        }

        if (property?.AttributeProvider is MemberInfo member && XmlDocumentation.Of(member) is { } summary)
        {
            schema.Insert(0, "description", summary);
        }

        Limit(schema, Limits.Of(property));
        if (Limits.Declared<MinLengthAttribute>(property) is { } shortest)
        {
            schema["minItems"] = shortest.Length;
        }

        if (Limits.Declared<RegularExpressionAttribute>(property) is { } expression)
        {
            schema["pattern"] = $"^{expression.Pattern}$";
        }

        if (Limits.Declared<AllowedValuesAttribute>(property) is { } allowed)
        {
            schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((string?)value))]);
        }

        return schema;
    }

    private static void Limit(JsonObject schema, Limits limits)
    {
        var of = schema["items"] as JsonObject ?? schema;
        if (double.IsFinite(limits.Low))
        {
            of[limits.LowIsOutside ? "exclusiveMinimum" : "minimum"] = limits.Low;
        }

        if (double.IsFinite(limits.High))
        {
            of[limits.HighIsOutside ? "exclusiveMaximum" : "maximum"] = limits.High;
        }
    }

    /// <summary>Names whose parameters all have defaults may stand alone; every thing may be an object with its name as kind.</summary>
    private static JsonObject Named(Type kind)
    {
        var forms = new JsonArray();
        foreach (var (name, entry) in NamedThing.Entries(kind))
        {
            var parameters = Export(entry.Type);
            var required = parameters["required"]?.AsArray() ?? [];
            if (required.Count == 0)
            {
                forms.Add(new JsonObject { ["const"] = name, ["description"] = entry.Summary });
            }

            forms.Add(Form(name, entry, parameters, required));
        }

        return new JsonObject { ["anyOf"] = forms };
    }

    private static JsonObject Form(string name, CatalogueEntry entry, JsonObject parameters, JsonArray required)
    {
        var properties = parameters["properties"]?.DeepClone().AsObject() ?? [];
        properties.Insert(0, NamedThing.Kind, new JsonObject { ["const"] = name });
        return new JsonObject
        {
            ["type"] = "object",
            ["description"] = $"{entry.Summary} ({entry.Source})",
            ["properties"] = properties,
            ["required"] = new JsonArray([NamedThing.Kind, .. required.Select(key => key?.DeepClone())]),
            ["additionalProperties"] = false,
        };
    }

    /// <summary>The schema of what has a converter of its own, or null.</summary>
    private static JsonObject? Special(Type type) =>
        NamedThing.IsNamed(type) ? Reference(type) : type == typeof(DefenseStack) ? Stack() : null;

    private static JsonObject Reference(Type kind) => new() { ["$ref"] = $"#/$defs/{NamedThing.Word(kind)}" };

    private static JsonObject Stack() => new()
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["const"] = DefenseStack.None.Label, ["description"] = "The undefended federation." },
            Reference(typeof(Defense)),
            new JsonObject { ["type"] = "array", ["items"] = Reference(typeof(Defense)), ["description"] = "Defenses that work together." }),
    };
}
