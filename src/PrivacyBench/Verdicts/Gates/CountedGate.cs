using PrivacyBench.Measurement;

namespace PrivacyBench.Verdicts.Gates;

/// <summary>Judges the counted and the timed numbers of a gate, each by its ratio to the baseline's.</summary>
internal static class CountedGate
{
    public static GateResult Judge(MeasuredValue before, MeasuredValue now, GateLimits limits, GateTerms terms) => before.Metric switch
    {
        WatchedMetric.TrainingTime or WatchedMetric.ClientTime or WatchedMetric.ServerTime => Timed(before, now, limits, terms),
        WatchedMetric.Epsilon => Counted(before, now, GateLimits.EpsilonRatio),
        _ => Counted(before, now, limits.BytesRatio),
    };

    private static GateResult Counted(MeasuredValue before, MeasuredValue now, double allowed)
    {
        var verdict = now.Value <= allowed * before.Value ? Verdict.Holds : Verdict.Fails;
        var told = before.Value > 0
            ? FormattableString.Invariant($"{before.Value:0.####} → {now.Value:0.####}, {now.Value / before.Value:0.###} times ({allowed:0.###} allowed).")
            : FormattableString.Invariant($"{before.Value:0.####} → {now.Value:0.####}.");
        return new(before, now, verdict, now.Value * allowed < before.Value, told);
    }

    /// <summary>A time fails where the whole of its interval lies beyond what is allowed of the whole of the baseline's.</summary>
    private static GateResult Timed(MeasuredValue before, MeasuredValue now, GateLimits limits, GateTerms terms)
    {
        if (!terms.SameMachine)
        {
            return new(before, now, Verdict.Holds, false, "Not compared: the baseline's times are another machine's.");
        }

        var (was, becomes, allowed) = (AtLeast(before.Rate), AtLeast(now.Rate), limits.SecondsRatio);
        var verdict = becomes.Low > allowed * was.High ? Verdict.Fails : Verdict.Holds;
        var yardstick = before.Metric == WatchedMetric.TrainingTime ? "undefended training" : "a plain sum";
        var told = FormattableString.Invariant(
            $"{was.Value:0.##} → {becomes.Value:0.##} times {yardstick} of the same run, {becomes.Value / was.Value:0.##} times ({allowed:0.###} allowed).");
        return new(before, now, verdict, becomes.High * allowed < was.Low, told);
    }

    private static Rate AtLeast(Rate rate) =>
        new(Math.Max(GateLimits.LeastTime, rate.Value), Math.Max(GateLimits.LeastTime, rate.Low), Math.Max(GateLimits.LeastTime, rate.High));
}
