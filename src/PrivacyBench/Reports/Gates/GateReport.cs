using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Gates;
using PrivacyBench.Verdicts.Sanity;

namespace PrivacyBench.Reports.Gates;

/// <summary>Everything that a gate decides: the comparison with a baseline, the claims, what is promised, and the sanity rules.</summary>
public sealed record GateReport
{
    /// <summary>The verdict on all of it: one failure fails it, else one open question leaves it open.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The baseline's file as it was given.</summary>
    public required string Baseline { get; init; }

    /// <summary>Why and when the baseline was set.</summary>
    public required BaselineMove Recorded { get; init; }

    /// <summary>Whether the runs used one seed, so that federations are compared pair by pair.</summary>
    public required bool ArePaired { get; init; }

    /// <summary>What the gate let pass.</summary>
    public required GateLimits Limits { get; init; }

    /// <summary>The verdict on each number of the baseline.</summary>
    public required IReadOnlyList<GateResult> Numbers { get; init; }

    /// <summary>Numbers that are measured now and not in the baseline.</summary>
    public required IReadOnlyList<MeasuredValue> New { get; init; }

    /// <summary>The scenario's claims.</summary>
    public required IReadOnlyList<ClaimResult> Claims { get; init; }

    /// <summary>Guarantees that the measurements refute.</summary>
    public required IReadOnlyList<Refutation> Refuted { get; init; }

    /// <summary>Sanity rules that fail.</summary>
    public required IReadOnlyList<SanityResult> Insane { get; init; }

    /// <summary>The command that moves the baseline to this run.</summary>
    public required string ToMove { get; init; }

    /// <summary>Numbers that are shown to be better than the baseline.</summary>
    [JsonIgnore]
    public IEnumerable<GateResult> Better => Numbers.Where(n => n.IsBetter);

    /// <summary>Compares results with a baseline.</summary>
    /// <param name="results">The results.</param>
    /// <param name="folder">Their folder, for the command that moves the baseline.</param>
    /// <param name="baseline">The baseline.</param>
    /// <param name="file">Its file, for messages.</param>
    /// <param name="limits">What is let pass.</param>
    /// <exception cref="ResultsFileException">The baseline is another scenario's, or data set's.</exception>
    public static GateReport Of(Results results, string folder, Baseline baseline, string file, GateLimits limits)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(baseline);
        BaselineScenario.Check(baseline, results, file);
        var now = MeasuredValues.Of(results.Cells, results.Defenses);
        var terms = new GateTerms(
            baseline.Seed == results.Provenance.Seed, baseline.Machine == Gates.Baseline.MachineOf(results),
            Math.Min(baseline.Federations, Gates.Baseline.FederationsOf(results)), baseline.Confidence);
        var numbers = Gate.Compare(baseline.Values, now, limits, terms);
        var known = baseline.Values.Select(v => v.Place).ToHashSet();
        var outcome = Outcome.Of(results);
        return new()
        {
            Verdict = Verdicts.Claims.Together([.. numbers.Select(n => n.Verdict), outcome.Verdict]),
            Scenario = results.Scenario["name"] is JsonValue name && name.TryGetValue(out string? text) ? text : "unnamed",
            Baseline = file,
            Recorded = baseline.History[^1],
            ArePaired = terms.ArePaired,
            Limits = limits,
            Numbers = numbers,
            New = [.. now.Where(v => !known.Contains(v.Place))],
            Claims = outcome.Claims,
            Refuted = outcome.Refuted,
            Insane = outcome.Insane,
            ToMove = $"privacybench baseline {folder} --out {file} --reason \"why\"",
        };
    }
}
