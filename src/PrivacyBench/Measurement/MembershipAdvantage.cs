namespace PrivacyBench.Measurement;

/// <summary>The advantage of an attack on membership at thresholds that are chosen on other records than they are reported on.</summary>
internal static class MembershipAdvantage
{
    /// <summary>The counts of hits of one attack, cross-fitted over the two halves of the cell.</summary>
    public static Tally CrossFitted(IReadOnlyList<ScoredFederation> cell, Resampler resampler, RandomStream random)
    {
        var folds = Folds.Of([.. cell.Select(federation => federation.Members)], random);
        var tally = new Tally(resampler);
        for (var reported = 0; reported < 2; reported++)
            Count(tally, cell, folds, reported, BestOn(cell, folds, 1 - reported).Value);
        return tally;
    }

    /// <summary>The threshold with the largest advantage on one half.</summary>
    public static Threshold BestOn(IReadOnlyList<ScoredFederation> cell, int[][] folds, int half)
    {
        var chosen = cell.SelectMany((federation, f) => federation.Scores.Index()
            .Where(score => folds[f][score.Index] == half)
            .Select(score => (score.Item, Member: federation.Members[score.Index]))).ToArray();
        return Threshold.Best([.. chosen.Select(record => record.Item)], [.. chosen.Select(record => record.Member)]);
    }

    /// <summary>Counts the hits of one half at a threshold.</summary>
    public static void Count(Tally tally, IReadOnlyList<ScoredFederation> cell, int[][] folds, int half, double threshold)
    {
        for (var f = 0; f < cell.Count; f++)
        {
            for (var r = 0; r < cell[f].Scores.Length; r++)
            {
                if (folds[f][r] == half)
                    tally.Add(f, r, Counts.OfCandidate(cell[f].Members[r], cell[f].Scores[r] >= threshold));
            }
        }
    }
}
