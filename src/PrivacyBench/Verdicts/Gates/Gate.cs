using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Gates;

/// <summary>What a gate says of one number.</summary>
/// <param name="Baseline">The number as recorded.</param>
/// <param name="Now">The number now; null where it is no longer measured.</param>
/// <param name="Verdict">Holds: not worse by more than is allowed. Fails: worse. Inconclusive: the intervals are too wide to say.</param>
/// <param name="IsBetter">Whether it is shown to be better than the baseline.</param>
/// <param name="Evidence">The reason in a sentence.</param>
public sealed record GateResult(MeasuredValue Baseline, MeasuredValue? Now, Verdict Verdict, bool IsBetter, string Evidence);

/// <summary>How two runs can be compared.</summary>
/// <param name="ArePaired">Whether they used one seed, so that their federations are the same ones.</param>
/// <param name="SameMachine">Whether seconds can be compared.</param>
/// <param name="Federations">The fewer of the two numbers of federations.</param>
/// <param name="Confidence">The confidence of the intervals.</param>
public sealed record GateTerms(bool ArePaired, bool SameMachine, int Federations, double Confidence);

/// <summary>
/// Compares an evaluation with a recorded one. A sampled number fails when it is shown to be worse, all of them tested together
/// (Holm), by an amount that the limits do not cover; it holds when it is shown not to be worse by more than the limits allow. Counted
/// numbers are compared as ratios.
/// </summary>
public static class Gate
{
    /// <summary>The verdict on every number of the baseline, in its order.</summary>
    /// <param name="baseline">The recorded numbers.</param>
    /// <param name="now">The numbers now; those that the baseline lacks are not judged.</param>
    /// <param name="limits">What is let pass.</param>
    /// <param name="terms">How the two can be compared.</param>
    public static IReadOnlyList<GateResult> Compare(
        IReadOnlyList<MeasuredValue> baseline, IReadOnlyList<MeasuredValue> now, GateLimits limits, GateTerms terms)
    {
        var found = now.ToDictionary(value => value.Place);
        var pairs = baseline.Select(before => (Before: before, Now: found.GetValueOrDefault(before.Place))).ToList();
        var sampled = new SampledGate(limits, terms, [.. pairs.Where(p => p.Now is { Basis: Basis.Measured } && IsSampled(p.Before)).Select(p => (p.Before, p.Now!))]);
        return
        [
            .. pairs.Select(p => p.Now is null ? Missing(p.Before)
                : p.Now.Basis != Basis.Measured ? Unmeasured(p.Before, p.Now)
                : IsSampled(p.Before) ? sampled.Judge(p.Before)
                : CountedGate.Judge(p.Before, p.Now, limits, terms)),
        ];
    }

    private static bool IsSampled(MeasuredValue value) => value.Metric is WatchedMetric.Advantage or WatchedMetric.TestAccuracy;

    /// <summary>What cannot be measured cannot be worse; that attacks ran before and cannot now is better.</summary>
    private static GateResult Unmeasured(MeasuredValue before, MeasuredValue now)
    {
        var why = now.Basis == Basis.ByConstruction ? "by construction, no attack can run" : "this position does not see what the attacks need";
        return before.Basis == Basis.Measured
            ? new(before, now, Verdict.Holds, before.Rate.Above(0), FormattableString.Invariant($"{before.Value:0.000} → nothing to measure: {why}."))
            : new(before, now, Verdict.Holds, false, $"Now as before, {why}.");
    }

    private static GateResult Missing(MeasuredValue before) => before.Metric == WatchedMetric.Epsilon
        ? new(before, null, Verdict.Fails, false, "No such guarantee is given any more.")
        : new(before, null, Verdict.Inconclusive, false, "It is no longer measured.");
}
