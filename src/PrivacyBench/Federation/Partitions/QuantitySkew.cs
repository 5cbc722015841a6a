namespace PrivacyBench.Federation.Partitions;

/// <summary>Clients of unequal size that draw from one distribution: sizes in proportion to random weights, each at least 1.</summary>
internal static class QuantitySkew
{
    /// <summary>Deals all records at random, so many to each client as its weight asks.</summary>
    public static int[][] Deal(RecordsToShare records, IReadOnlyList<double> weights, RandomStream random)
    {
        var sizes = Sizes(records.Labels.Count, weights);
        var order = random.Permutation(records.Labels.Count);
        var next = 0;
        return [.. sizes.Select(size => order[next..(next += size)].Order().ToArray())];
    }

    /// <summary>One record for each client and the others by the method of largest remainders.</summary>
    private static int[] Sizes(int records, IReadOnlyList<double> weights)
    {
        var total = weights.Sum();
        var shares = weights.Select(w => (records - weights.Count) * (w / total)).ToArray();
        var sizes = Array.ConvertAll(shares, share => 1 + (int)share);
        var byRemainder = Enumerable.Range(0, shares.Length).OrderByDescending(k => shares[k] - Math.Floor(shares[k])).ToArray();
        foreach (var k in byRemainder.Take(records - sizes.Sum()))
        {
            sizes[k]++;
        }

        return sizes;
    }
}
