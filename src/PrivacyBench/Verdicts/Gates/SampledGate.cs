using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Gates;

/// <summary>Judges the sampled numbers of a gate, all of them together.</summary>
internal sealed class SampledGate
{
    /// <summary>
    /// An interval of a membership advantage holds the thresholds fixed that its run chose, and another run chooses others. In simulation
    /// (8 to 32 federations of 30 or 100 candidates a side) the advantages of reruns deviate by 1.11 to 1.24 times their standard errors.
    /// </summary>
    private const double ThresholdsChosenAnew = 1.25;

    private readonly GateLimits limits;
    private readonly GateTerms terms;
    private readonly Dictionary<object, Comparison> comparisons;

    public SampledGate(GateLimits limits, GateTerms terms, IReadOnlyList<(MeasuredValue Before, MeasuredValue Now)> pairs)
    {
        (this.limits, this.terms) = (limits, terms);
        var differences = pairs.Select(p => Worsening(p.Before, p.Now)).ToList();
        var worse = Holm.Adjust([.. differences.Select(d => d.Of.PositiveChance)]);
        var better = Holm.Adjust([.. differences.Select(d => d.Of.NegativeChance)]);
        comparisons = pairs.Select((p, i) => (p.Before, Of: new Comparison(p.Now, differences[i].Of, differences[i].Paired, worse[i], better[i])))
            .ToDictionary(c => (object)c.Before.Place, c => c.Of);
    }

    public GateResult Judge(MeasuredValue before)
    {
        var (now, change, paired, worse, better) = comparisons[before.Place];
        var allowed = before.Metric == WatchedMetric.TestAccuracy ? limits.Accuracy : limits.Advantage;
        var verdict = change.AtMost(limits.Level) <= allowed ? Verdict.Holds : worse < limits.Level ? Verdict.Fails : Verdict.Inconclusive;
        if (LosesPower(before) && -change.Value > limits.PowerLoss && better < limits.Level)
        {
            return new(before, now, Verdict.Fails, false, FormattableString.Invariant(
                $"{before.Value:0.000} → {now.Value:0.000} without a defense: the attacks lost power ({limits.PowerLoss:0.###} allowed, corrected p {better:0.###})."));
        }

        var told = FormattableString.Invariant($"{(before.Basis == Basis.Measured ? before.Value.ToString("0.000", CultureInfo.InvariantCulture) : "no attack could run")} → {now.Value:0.000}, worse by {change.Value:0.000} ± {change.HalfWidth(1 - limits.Level):0.000} ")
            + FormattableString.Invariant($"({(paired ? "paired by seed" : "independent seeds")}, {allowed:0.###} allowed, corrected p {worse:0.###}).");
        return new(before, now, verdict, better < limits.Level, verdict == Verdict.Inconclusive ? $"{told} {Needed(change, allowed)}" : told);
    }

    private bool LosesPower(MeasuredValue value) =>
        limits.PowerLoss is not null && value.Metric == WatchedMetric.Advantage && value.Defense == Claims.Undefended;

    /// <summary>By how much a number is worse than the baseline's: a larger advantage, a smaller accuracy.</summary>
    private (Difference Of, bool Paired) Worsening(MeasuredValue before, MeasuredValue now)
    {
        var (from, to) = before.Metric == WatchedMetric.TestAccuracy ? (now, before) : (before, now);
        var factor = before.Goal is null or Goal.Source ? 1 : ThresholdsChosenAnew;
        return terms.ArePaired && from.ByFederation is { } first && to.ByFederation is { } second && first.Count == second.Count
            ? (Difference.Paired(first, second).Widened(factor), true)
            : (Difference.Between(from.Rate, to.Rate, terms.Federations, terms.Confidence).Widened(factor), false);
    }

    private string Needed(Difference change, double allowed)
    {
        var reach = change.AtMost(limits.Level) - change.Value;
        return change.Value < allowed
            ? Decision.Told((int)Math.Min(1e6, Math.Ceiling(terms.Federations * Math.Pow(reach / (allowed - change.Value), 2))))
            : "Too wide to say; more federations would show whether it is worse.";
    }

    private sealed record Comparison(MeasuredValue Now, Difference Change, bool Paired, double Worse, double Better);
}
