using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts;

/// <summary>What a claim can speak of.</summary>
/// <param name="Summary">What it is and in which unit.</param>
/// <param name="Of">Reads it from the place that a claim names.</param>
internal sealed record Metric(string Summary, Func<ClaimPlace, Reading> Of)
{
    /// <summary>The smallest value there can be.</summary>
    public double Least { get; init; }

    /// <summary>The largest value there can be.</summary>
    public double Most { get; init; } = double.PositiveInfinity;

    /// <summary>Whether it is what an adversary learns: it needs a position and a goal, and small values need a positive control.</summary>
    public bool IsOfAdversary { get; init; }

    /// <summary>What guessing gets, which is left where no attack can run; null where that is not known.</summary>
    public Func<ClaimPlace, double?> Guessing { get; init; } = _ => null;

    /// <summary>Whether a goal has it.</summary>
    public Func<Goal, bool> Suits { get; init; } = _ => true;

    /// <summary>Whether a small value proves nothing: an attack's lower bound on ε can refute a promise and never confirm it.</summary>
    public bool OnlyRefutes { get; init; }
}

/// <summary>Where a claim looks: one partition under one defense, from one position where the claim names one.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Partition">The partition's label.</param>
/// <param name="Cell">The cell; null where the claim names no position.</param>
/// <param name="Defense">The defense's own numbers, where there are any.</param>
internal sealed record ClaimPlace(Claim Claim, string Partition, Cell? Cell, DefenseResult? Defense);

/// <summary>A measured value, or why there is none.</summary>
/// <param name="Value">The value with its interval, which has no width for what is counted and not sampled; infinite where unbounded.</param>
/// <param name="Of">What it was measured on, such as the attack's name; may be empty.</param>
/// <param name="Missing">Why there is no value.</param>
internal sealed record Reading(Rate? Value, string Of = "", string? Missing = null)
{
    public static Reading None(string reason) => new(null, Missing: reason);

    public static Reading Counted(double value, string of = "") => new(new Rate(value, value, value), of);
}
