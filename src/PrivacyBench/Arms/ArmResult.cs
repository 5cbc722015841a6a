using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Arms;

/// <summary>What one arm found, written once and whole. The scores are beside it in files.</summary>
internal sealed record ArmResult
{
    public required string Partition { get; init; }

    public required string Defense { get; init; }

    public required IReadOnlyList<ArmCell> Cells { get; init; }

    public required Utility Utility { get; init; }

    public required IReadOnlyList<Guarantee> Guarantees { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public string? Assumption { get; init; }

    public IReadOnlyList<RemainingLeakage> Remaining { get; init; } = [];

    public StoppedRounds? Stopped { get; init; }

    public CutOffValues? CutOff { get; init; }

    public required Cost Cost { get; init; }

    public IReadOnlyList<GrowthPoint> Growth { get; init; } = [];

    public required PartitionResult Labels { get; init; }

    /// <summary>When work on the arm began.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset Finished { get; init; }

    /// <summary>The SHA-256 of each of its score files, by name: another run may have written others under the same names since.</summary>
    public IReadOnlyDictionary<string, string> ScoreSums { get; init; } = new Dictionary<string, string>();
}

/// <summary>One position's attacks in an arm.</summary>
internal sealed record ArmCell(string Position, IReadOnlyList<AttackResult> Attacks);
