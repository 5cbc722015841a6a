namespace PrivacyBench.Measurement;

/// <summary>
/// The two halves of a cell: what is chosen on one (a threshold, an attack) is reported on the other. The halves hold whole
/// federations, in an order drawn from the stream; a single federation is halved by records, members and non-members apart.
/// </summary>
internal static class Folds
{
    /// <summary>For each federation and record, the half it belongs to: 0 or 1.</summary>
    /// <param name="federations">For each federation, the stratum of each record.</param>
    /// <param name="random">The stream of the order; the same stream gives the same halves for every attack and defense.</param>
    public static int[][] Of(IReadOnlyList<bool[]> federations, RandomStream random)
    {
        if (federations.Count == 1)
            return [OfRecords(federations[0], random.Named("folds"))];
        var order = random.Named("folds").Permutation(federations.Count);
        var folds = new int[federations.Count][];
        for (var i = 0; i < order.Length; i++)
        {
            folds[order[i]] = new int[federations[order[i]].Length];
            Array.Fill(folds[order[i]], i % 2);
        }

        return folds;
    }

    private static int[] OfRecords(bool[] strata, RandomStream random)
    {
        var folds = new int[strata.Length];
        int ofTrue = 0, ofFalse = 0;
        foreach (var record in random.Permutation(strata.Length))
            folds[record] = (strata[record] ? ofTrue++ : ofFalse++) % 2;
        return folds;
    }
}
