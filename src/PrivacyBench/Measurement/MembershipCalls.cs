namespace PrivacyBench.Measurement;

/// <summary>
/// The candidates that an attack calls members, at thresholds chosen on other records than those they are applied to.
/// </summary>
/// <remarks>
/// The thresholds are held fixed when federations are resampled, so the interval is that of the advantage at the thresholds that
/// were chosen.
/// </remarks>
internal sealed class MembershipCalls(Resampler resampler)
{
    /// <summary>The share of members that are called members.</summary>
    public PooledMean Tpr { get; } = new(resampler);

    /// <summary>The share of non-members that are called members.</summary>
    public PooledMean Fpr { get; } = new(resampler);

    /// <summary>TPR − FPR of the sample with these weights.</summary>
    public double Advantage(ReadOnlySpan<int> weights) => Tpr.Of(weights) - Fpr.Of(weights);

    /// <summary>
    /// By how much more the interval of the advantage is widened than the resampler says. Each half has its own threshold, and so its own
    /// mean: that takes one more degree of freedom, and where federations differ more inside the halves than over both, that is their spread.
    /// </summary>
    public double Widening(int[][] folds, double confidence)
    {
        if (resampler.Unit == ResamplingUnit.RecordsOnly)
            return 1;
        var advantages = folds.Select((of, f) => (Half: of.FirstOrDefault(), Value: Tpr.OfUnit(f) - Fpr.OfUnit(f)))
            .Where(federation => double.IsFinite(federation.Value)).ToArray();
        var inside = advantages.GroupBy(federation => federation.Half).Sum(half => Squares([.. half.Select(federation => federation.Value)]));
        var over = Squares([.. advantages.Select(federation => federation.Value)]);
        var freedom = advantages.Length - 2.0;
        var spread = freedom > 0 && over > 0 ? Math.Sqrt(Math.Max(1, inside / freedom / (over / (freedom + 1)))) : 1;
        return spread * resampler.HalvesWidening(confidence);
    }

    private static double Squares(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2));

    /// <summary>For each half of the cell the threshold that is the best on the other.</summary>
    public static double[] Thresholds(IReadOnlyList<ScoredFederation> cell, int[][] folds) =>
        [BestThreshold(cell, folds, 1).Value, BestThreshold(cell, folds, 0).Value];

    /// <summary>The calls of one attack at a threshold for each half.</summary>
    public static MembershipCalls At(double[] thresholds, IReadOnlyList<ScoredFederation> cell, int[][] folds, Resampler resampler)
    {
        var calls = new MembershipCalls(resampler);
        for (var half = 0; half < 2; half++)
            calls.Add(cell, folds, half, thresholds[half]);
        return calls;
    }

    /// <summary>The threshold with the largest advantage on one half.</summary>
    public static Threshold BestThreshold(IReadOnlyList<ScoredFederation> cell, int[][] folds, int half)
    {
        var scores = new List<double>();
        var members = new List<bool>();
        for (var f = 0; f < cell.Count; f++)
        {
            for (var r = 0; r < folds[f].Length; r++)
            {
                if (folds[f][r] != half)
                    continue;
                scores.Add(cell[f].Scores[r]);
                members.Add(cell[f].Members[r]);
            }
        }

        return Threshold.Best([.. scores], [.. members]);
    }

    /// <summary>Adds the calls on one half at a threshold.</summary>
    public void Add(IReadOnlyList<ScoredFederation> cell, int[][] folds, int half, double threshold)
    {
        for (var f = 0; f < cell.Count; f++)
        {
            for (var r = 0; r < folds[f].Length; r++)
            {
                if (folds[f][r] == half)
                    (cell[f].Members[r] ? Tpr : Fpr).Add(f, r, cell[f].Scores[r] >= threshold ? 1 : 0);
            }
        }
    }
}
