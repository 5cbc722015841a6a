namespace PrivacyBench.Verdicts.Gates;

/// <summary>Judges the counted numbers of a gate, each by its ratio to the baseline's.</summary>
internal static class CountedGate
{
    public static GateResult Judge(MeasuredValue before, MeasuredValue now, GateLimits limits, GateTerms terms)
    {
        if (before.Metric is WatchedMetric.ClientSeconds or WatchedMetric.ServerSeconds && !terms.SameMachine)
        {
            return new(before, now, Verdict.Holds, false, "Not compared: the baseline's seconds are another machine's.");
        }

        var allowed = before.Metric switch
        {
            WatchedMetric.Epsilon => GateLimits.EpsilonRatio,
            WatchedMetric.UploadBytes or WatchedMetric.DownloadBytes => limits.BytesRatio,
            _ => limits.SecondsRatio,
        };
        var verdict = now.Value <= allowed * before.Value ? Verdict.Holds : Verdict.Fails;
        var told = before.Value > 0
            ? FormattableString.Invariant($"{before.Value:0.####} → {now.Value:0.####}, {now.Value / before.Value:0.###} times ({allowed:0.###} allowed).")
            : FormattableString.Invariant($"{before.Value:0.####} → {now.Value:0.####}.");
        return new(before, now, verdict, now.Value * allowed < before.Value, told);
    }
}
