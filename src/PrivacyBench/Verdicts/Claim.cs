using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>A sentence of the scenario that the measurements may refute, such as "the server's source advantage is at most 0.05".</summary>
public sealed record Claim
{
    /// <summary>The defense that it speaks of: its label or its kind.</summary>
    public required string Defense { get; init; }

    /// <summary>The threat position: its label or its kind; needed where the metric is what an adversary learns.</summary>
    public string? Position { get; init; }

    /// <summary>What the adversary is after; needed where the metric is what an adversary learns.</summary>
    public Goal? Goal { get; init; }

    /// <summary>The partition, its label or its kind; every partition where it is not given.</summary>
    public string? Partition { get; init; }

    /// <summary>
    /// The measure: of an adversary "advantage", "auc", "balancedAccuracy", "tprAtFpr", "accuracy" or "epsilonLowerBound"; of a defense
    /// "epsilon", "testAccuracy", "testLoss", "uploadBytes", "downloadBytes", "expansion", "trainingSeconds", "clientSeconds" or "serverSeconds".
    /// </summary>
    [AllowedValues(
        "advantage", "auc", "balancedAccuracy", "tprAtFpr", "accuracy", "epsilonLowerBound", "epsilon", "testAccuracy", "testLoss",
        "uploadBytes", "downloadBytes", "expansion", "trainingSeconds", "clientSeconds", "serverSeconds")]
    public string Metric { get; init; } = Metrics.Advantage;

    /// <summary>The attack that is measured; the strongest where it is not given.</summary>
    public string? Attack { get; init; }

    /// <summary>The false-positive rate of "tprAtFpr": 0.1, 0.01 or 0.001.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double? Fpr { get; init; }

    /// <summary>The largest value allowed, inclusive.</summary>
    public double? AtMost { get; init; }

    /// <summary>The smallest value allowed, inclusive.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The smallest share, above 0 and at most 1, that the defense takes away of the strongest attack's undefended advantage.</summary>
    [Range(0d, 1d, MinimumIsExclusive = true)]
    public double? ShrinksBy { get; init; }
}

/// <summary>What the measurements say.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The whole interval is on the claim's side.</summary>
    [JsonStringEnumMemberName("holds")]
    Holds,

    /// <summary>The whole interval is on the other side.</summary>
    [JsonStringEnumMemberName("fails")]
    Fails,

    /// <summary>The interval is too wide to say, or the attacks have no power on the undefended run.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,
}

/// <summary>A claim with its verdict.</summary>
/// <param name="Claim">The claim as written.</param>
/// <param name="Partition">The partition on which it was judged.</param>
/// <param name="Verdict">What the measurements say.</param>
/// <param name="Measured">The measured value; null where nothing was measured (so where it holds by construction) or it is unbounded.</param>
/// <param name="Evidence">A sentence for the report.</param>
/// <param name="FederationsToDecide">About how many federations would decide an inconclusive claim, were the value the true one; null
/// where more of them would not help.</param>
public sealed record ClaimResult(
    Claim Claim, string Partition, Verdict Verdict, Rate? Measured, string Evidence, int? FederationsToDecide = null)
{
    /// <summary>Whether the verdict rests on a measurement, or on the attacks being unable to run.</summary>
    public Basis Basis { get; init; }
}
