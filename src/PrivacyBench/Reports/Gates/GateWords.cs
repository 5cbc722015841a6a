using System.Globalization;
using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Gates;

/// <summary>One thing that a gate decides, in words.</summary>
internal sealed record GateRow(Verdict Verdict, bool IsBetter, string What, string Evidence);

/// <summary>A gate in words, the same on the screen, in Markdown and in the report.</summary>
internal static class GateWords
{
    /// <summary>Everything that the gate decides; what fails first, then what is open.</summary>
    public static IEnumerable<GateRow> Rows(GateReport gate) =>
        new IEnumerable<GateRow>[]
        {
            gate.Insane.Select(s => new GateRow(s.Verdict, false, $"sanity: {s.Rule}, {s.Place}", s.Evidence)),
            gate.Refuted.Select(p => new GateRow(Verdict.Fails, false, $"guarantee: {p.Defense}, {p.Partition}, {p.Position}", p.Sentence)),
            gate.Claims.Select(c => new GateRow(c.Verdict, false, $"claim: {Words.Of(c.Claim)} ({c.Partition})", c.Evidence)),
            gate.Numbers.Select(n => new GateRow(n.Verdict, n.IsBetter, $"{Words.Of(n.Baseline.Metric)}: {n.Baseline.Name}", n.Evidence)),
        }.SelectMany(rows => rows).OrderBy(row => row.Verdict switch { Verdict.Fails => 0, Verdict.Inconclusive => 1, _ => row.IsBetter ? 2 : 3 });

    /// <summary>The decision in a sentence or two.</summary>
    public static string Sentence(GateReport gate)
    {
        var rows = Rows(gate).ToList();
        int Count(Verdict verdict) => rows.Count(r => r.Verdict == verdict);
        var decided = gate.Verdict switch
        {
            Verdict.Fails => "The gate fails",
            Verdict.Inconclusive => "The gate is open: the intervals are too wide to say",
            _ => "The gate holds",
        };
        var unmeasured = gate.Numbers.Count(n => n.Now is { Basis: not Basis.Measured }) + gate.Claims.Count(c => c is { Verdict: Verdict.Holds, Basis: Basis.ByConstruction });
        var constructed = unmeasured > 0 ? $" ({Numbers.Count(unmeasured)} of them by construction, not by measurement)" : "";
        var better = gate.Better.Count() is > 0 and var n ? $" {Numbers.Count(n)} are shown to be better." : "";
        var added = gate.New.Count > 0 ? $" {Numbers.Count(gate.New.Count)} numbers are new and not in the baseline." : "";
        return $"{decided}: {Numbers.Count(Count(Verdict.Holds))} hold{constructed}, {Numbers.Count(Count(Verdict.Fails))} fail, {Numbers.Count(Count(Verdict.Inconclusive))} are inconclusive.{better}{added} "
            + $"Baseline: {gate.Baseline}, set {gate.Recorded.Recorded.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} ({gate.Recorded.Reason.TrimEnd('.')}), "
            + (gate.ArePaired ? "same seed: federations are compared pair by pair." : "another seed: federations are compared as independent ones.")
            + $" Chance of a false alarm over all numbers: {Numbers.Significant(100 * gate.Limits.Level)}%.";
    }
}
