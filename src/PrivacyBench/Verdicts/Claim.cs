using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>A sentence of the scenario that the measurements may refute, such as "the server's source advantage is at most 0.05".</summary>
public sealed record Claim
{
    /// <summary>The defense that it speaks of: its label or its kind.</summary>
    public required string Defense { get; init; }

    /// <summary>The threat position: its label or its kind.</summary>
    public required string Position { get; init; }

    /// <summary>What the adversary is after.</summary>
    public required Goal Goal { get; init; }

    /// <summary>The measure: "advantage" (of the strongest attack).</summary>
    [AllowedValues("advantage")]
    public string Metric { get; init; } = "advantage";

    /// <summary>The largest value allowed.</summary>
    [Range(-1d, 1d)]
    public double? AtMost { get; init; }

    /// <summary>The smallest value allowed.</summary>
    [Range(-1d, 1d)]
    public double? AtLeast { get; init; }
}

/// <summary>What the measurements say of a claim.</summary>
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
/// <param name="Measured">The measured value.</param>
/// <param name="Evidence">A sentence for the report.</param>
public sealed record ClaimResult(Claim Claim, string Partition, Verdict Verdict, Rate? Measured, string Evidence);
