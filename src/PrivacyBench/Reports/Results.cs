using System.Text.Json.Nodes;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Sanity;

namespace PrivacyBench.Reports;

/// <summary>Everything that an evaluation found: the content of <c>results.json</c>.</summary>
public sealed record Results
{
    /// <summary>The version of this format.</summary>
    public const int CurrentSchemaVersion = 2;

    /// <summary>The version of the format that was written.</summary>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The scenario as resolved, with every default written out.</summary>
    public required JsonObject Scenario { get; init; }

    /// <summary>What ran it.</summary>
    public required RunEnvironment Environment { get; init; }

    /// <summary>Where the numbers come from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>One for each partition × defense × position.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>One for each partition × defense.</summary>
    public required IReadOnlyList<DefenseResult> Defenses { get; init; }

    /// <summary>Arms that did not come to an end; cells and defenses leave them out.</summary>
    public IReadOnlyList<FailedArm> Failed { get; init; } = [];

    /// <summary>The scenario's claims, judged.</summary>
    public required IReadOnlyList<ClaimResult> Claims { get; init; }

    /// <summary>What must be so whatever the defenses do.</summary>
    public IReadOnlyList<SanityResult> Sanity { get; init; } = [];

    /// <summary>The adversaries in words; null in results that do not tell.</summary>
    public AdversaryResults? Adversaries { get; init; }

    /// <summary>How client data differ in each partition.</summary>
    public required IReadOnlyList<PartitionResult> Partitions { get; init; }
}

/// <summary>How a partition spreads the data set's labels over the clients, in the first federation.</summary>
/// <param name="Partition">The partition's label.</param>
/// <param name="Heterogeneity">Mean total-variation distance between a client's label distribution and that of all, from 0 (alike) to 1.</param>
/// <param name="LabelCounts">For each client the number of records with each label.</param>
/// <param name="Classes">The names of the labels.</param>
public sealed record PartitionResult(string Partition, double Heterogeneity, int[][] LabelCounts, IReadOnlyList<string> Classes);

/// <summary>The machine and the software.</summary>
/// <param name="Version">PrivacyBench's version.</param>
/// <param name="GitCommit">The commit it was built from, or null.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Logical cores.</param>
/// <param name="DotNet">The .NET runtime.</param>
/// <param name="LibTorch">The version of libtorch.</param>
/// <param name="Packages">Names and versions of the packages that compute.</param>
public sealed record RunEnvironment(
    string Version, string? GitCommit, string OperatingSystem, string Cpu, int Cores, string DotNet, string LibTorch,
    IReadOnlyDictionary<string, string> Packages)
{
    /// <summary>The instructions that libtorch's kernels use ("avx512", "avx2" or "default"): others move the last bits of every number.</summary>
    public string CpuCapability { get; init; } = "";
}

/// <summary>What it takes to get the same numbers again.</summary>
/// <param name="Seed">The seed of every random stream.</param>
/// <param name="DatasetChecksum">SHA-256 of the data set's source bytes.</param>
/// <param name="Started">When the run began.</param>
/// <param name="Finished">When it ended.</param>
/// <param name="Command">The command that repeats it.</param>
public sealed record Provenance(long Seed, string DatasetChecksum, DateTimeOffset Started, DateTimeOffset Finished, string Command);
