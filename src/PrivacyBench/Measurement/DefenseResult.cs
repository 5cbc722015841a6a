using System.Text.Json.Serialization;
using PrivacyBench.Accounting;

namespace PrivacyBench.Measurement;

/// <summary>What a defense promises, costs and achieves under one partition.</summary>
public sealed record DefenseResult
{
    /// <summary>The partition's label.</summary>
    public required string Partition { get; init; }

    /// <summary>The defense's label.</summary>
    public required string Defense { get; init; }

    /// <summary>How good the final model is on records that nobody trained on.</summary>
    public required Utility Utility { get; init; }

    /// <summary>The guarantees of differential privacy, if any.</summary>
    public required IReadOnlyList<Guarantee> Guarantees { get; init; }

    /// <summary>What it costs.</summary>
    public required Cost Cost { get; init; }

    /// <summary>What is wrong with how the defense was set up, a sentence each; the report says it in red.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What must be so for what it hides to stay hidden, in a sentence without its end; null where it hides nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Assumption { get; init; }

    /// <summary>What each position still learns where updates are summed under protection; empty for other defenses.</summary>
    public IReadOnlyList<RemainingLeakage> Remaining { get; init; } = [];

    /// <summary>The rounds that released nothing; null where there were none.</summary>
    public StoppedRounds? Stopped { get; init; }

    /// <summary>Values that the protocol cut off; null where there were none.</summary>
    public CutOffValues? CutOff { get; init; }

    /// <summary>What one aggregation costs at the sizes that the scenario names; empty where it names none.</summary>
    public IReadOnlyList<GrowthPoint> Growth { get; init; } = [];

    /// <summary>How much it shrinks the strongest adversary's advantage, for every position and goal.</summary>
    public required IReadOnlyList<ShrinkResult> Shrink { get; init; }
}

/// <summary>The quality of the final global model on held-out records.</summary>
/// <param name="TestAccuracy">Share of records classified right; the interval is over federations.</param>
/// <param name="TestLoss">Mean cross-entropy in nats; the interval is over federations.</param>
/// <param name="AccuracyByRound">Mean test accuracy after each round.</param>
public sealed record Utility(Rate TestAccuracy, Rate TestLoss, IReadOnlyList<double> AccuracyByRound)
{
    /// <summary>The accuracy of always naming the largest class of the held-out records; null in results that do not tell.</summary>
    public double? ChanceAccuracy { get; init; }

    /// <summary>Whether the model does better than always naming the largest class, by its whole interval.</summary>
    [JsonIgnore]
    public bool Works => ChanceAccuracy is not { } chance || TestAccuracy.Above(chance);

    /// <summary>Each federation's test accuracy, for paired comparisons of runs with one seed; null for one federation.</summary>
    [JsonConverter(typeof(NumbersOnOneLine))]
    public IReadOnlyList<double>? AccuracyByFederation { get; init; }
}

/// <summary>A claim of differential privacy, which is nothing without all of its parts.</summary>
/// <param name="Epsilon">Epsilon, or "unbounded".</param>
/// <param name="Delta">Delta.</param>
/// <param name="Unit">What is protected: "record" or "client".</param>
/// <param name="Adjacency">"add-or-remove" or "replace-one".</param>
/// <param name="Accountant">How epsilon was computed.</param>
/// <param name="Rounds">The rounds that it covers.</param>
/// <param name="ProtectsFrom">The positions against which it holds.</param>
public sealed record Guarantee(
    Epsilon Epsilon, double Delta, string Unit, string Adjacency, string Accountant, int Rounds, IReadOnlyList<string> ProtectsFrom)
{
    /// <summary>What the mechanism leaves at other ε; null where only (ε, δ) is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuaranteeCurve? Curve { get; init; }

    /// <summary>μ, where Gaussian noise of that shift over the whole of training dominates what is seen; null for other mechanisms.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? GaussianMu { get; init; }
}

/// <summary>The strongest adversary's advantage without and with a defense, on the same seeds, members and partitions.</summary>
/// <param name="Position">The threat position's label.</param>
/// <param name="Goal">What the adversary is after.</param>
/// <param name="AdvantageWithout">Without the defense.</param>
/// <param name="AdvantageWith">With the defense.</param>
/// <param name="Ratio">With over without; null where the advantage without is not distinguishable from 0.</param>
/// <param name="Difference">Without less with: how much the defense takes away.</param>
/// <param name="Reason">Why the ratio is null.</param>
public sealed record ShrinkResult(
    string Position, Goal Goal, Rate AdvantageWithout, Rate AdvantageWith, Rate? Ratio, Rate? Difference, string? Reason);
