using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Reports.Gates;

/// <summary>Numbers that were recorded on purpose, for later runs to be held against.</summary>
public sealed record Baseline
{
    /// <summary>The version of this format.</summary>
    public const int CurrentSchemaVersion = 2;

    private static readonly JsonSerializerOptions Compact = new(ResultsFile.Options)
    {
        WriteIndented = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The version of the format that was written.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>When and why the baseline was set, the newest last.</summary>
    public required IReadOnlyList<BaselineMove> History { get; init; }

    /// <summary>The seed of the run; a gate compares runs of one seed pair by pair.</summary>
    public required long Seed { get; init; }

    /// <summary>SHA-256 of the data set's source bytes.</summary>
    public required string DatasetChecksum { get; init; }

    /// <summary>Federations behind each interval.</summary>
    public required int Federations { get; init; }

    /// <summary>The confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>The machine, whose seconds can be compared with its own only.</summary>
    public required string Machine { get; init; }

    /// <summary>The scenario as resolved, which a run must share.</summary>
    public required JsonObject Scenario { get; init; }

    /// <summary>The numbers, one in a line.</summary>
    public required IReadOnlyList<MeasuredValue> Values { get; init; }

    /// <summary>Reads a baseline file.</summary>
    /// <exception cref="ResultsFileException">It is missing, cut off, damaged, or of a format that this version does not know.</exception>
    public static Baseline Load(string file) => StrictFile.Parse<Baseline>(
        StrictFile.Bytes(file, "a baseline that `privacybench baseline` wrote"), file, ResultsFile.Options, CurrentSchemaVersion);

    /// <summary>The bytes of the file: each number in a line of its own, so that a change is read line by line.</summary>
    public byte[] ToBytes()
    {
        const string none = "\"values\": []\n}";
        var head = JsonSerializer.Serialize(this with { Values = [] }, ResultsFile.Options);
        var lines = Values.Select(value => "    " + JsonSerializer.Serialize(value, Compact));
        return Encoding.UTF8.GetBytes($"{head[..^none.Length]}\"values\": [\n{string.Join(",\n", lines)}\n  ]\n}}\n");
    }

    /// <summary>Records what an evaluation found.</summary>
    /// <param name="results">What it found.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="reason">Why.</param>
    /// <param name="earlier">The baseline that this one replaces, whose history goes on; null for the first.</param>
    public static Baseline Of(Results results, DateTimeOffset now, string reason, Baseline? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new()
        {
            History = [.. earlier?.History ?? [], new(now, reason, results.Environment.Version, results.Environment.GitCommit, results.Provenance.Seed)],
            Seed = results.Provenance.Seed,
            DatasetChecksum = results.Provenance.DatasetChecksum,
            Federations = FederationsOf(results),
            Confidence = ConfidenceOf(results),
            Machine = MachineOf(results),
            Scenario = BaselineScenario.Of(results),
            Values = MeasuredValues.Of(results.Cells, results.Defenses),
        };
    }

    internal static string MachineOf(Results results) => $"{results.Environment.Cpu}, {results.Environment.Cores} cores, {results.Environment.OperatingSystem}";

    internal static int FederationsOf(Results results) => results.Cells.SelectMany(c => c.Attacks).Select(a => a.Federations).DefaultIfEmpty(0).Max();

    internal static double ConfidenceOf(Results results) =>
        results.Scenario["trials"]?["confidence"] is JsonValue value && value.TryGetValue(out double confidence) ? confidence : 0.95;
}

/// <summary>When and why a baseline was set.</summary>
/// <param name="Recorded">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Version">PrivacyBench's version then.</param>
/// <param name="GitCommit">The commit it was built from, or null.</param>
/// <param name="Seed">The seed of the run.</param>
public sealed record BaselineMove(DateTimeOffset Recorded, string Reason, string Version, string? GitCommit, long Seed);
