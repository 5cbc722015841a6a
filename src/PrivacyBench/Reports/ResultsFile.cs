using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivacyBench.Reports;

/// <summary>Reads and writes <c>results.json</c>. What is unknown is null, what is unbounded says so, and the order of properties is fixed.</summary>
public static class ResultsFile
{
    /// <summary>The file's name in a report's folder.</summary>
    public const string Name = "results.json";

    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // The file is never embedded in a page as it is; "ε" stays readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        // The types' own converters would take any number for a name.
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <summary>The bytes of the file: equal results give equal bytes.</summary>
    /// <exception cref="ArgumentException">A number is not finite: what is unknown must be null.</exception>
    public static byte[] ToBytes(Results results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return [.. JsonSerializer.SerializeToUtf8Bytes(results, Options), (byte)'\n'];
    }

    /// <summary>Writes the file whole, under a temporary name first.</summary>
    public static void Write(Results results, string path) => WholeFile.Write(path, ToBytes(results));

    /// <summary>Reads a results file.</summary>
    /// <param name="path">The file, or the folder that holds it.</param>
    /// <exception cref="ResultsFileException">It is missing, cut off, damaged, or of a format that this version does not know.</exception>
    public static Results Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Name) : path;
        return Parse(StrictFile.Bytes(file, "a results file that `privacybench run` wrote"), file);
    }

    internal static Results Parse(byte[] bytes, string file) => StrictFile.Parse<Results>(bytes, file, Options, Results.CurrentSchemaVersion);
}
