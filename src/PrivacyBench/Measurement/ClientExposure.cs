namespace PrivacyBench.Measurement;

/// <summary>How many of each client's records an attack finds, and how unlike the clients are in that.</summary>
internal static class ClientExposure
{
    /// <summary>The most exposed clients, and the deviation between clients of one federation beyond chance.</summary>
    public static (IReadOnlyList<ExposedClient> Clients, Rate? Spread) Of(
        IReadOnlyList<ScoredFederation> cell, RandomStream random, Intervals intervals)
    {
        if (cell.Any(federation => federation.Clients is null))
            return ([], null);
        var members = MembershipMeasures.MembersOf(cell);
        var resampler = Resampler.Of(members, MembershipMeasures.RecordsOf(cell));
        var folds = Folds.Of(members, random);
        double[] thresholds = [MembershipCalls.BestThreshold(cell, folds, 1).Value, MembershipCalls.BestThreshold(cell, folds, 0).Value];
        var found = new SortedDictionary<int, PooledMean>();
        var variances = new List<double>();
        for (var f = 0; f < cell.Count; f++)
        {
            var calls = Enumerable.Range(0, members[f].Length).Where(r => members[f][r])
                .Select(r => (Record: r, Client: cell[f].Clients![r], Called: cell[f].Scores[r] >= thresholds[folds[f][r]])).ToArray();
            foreach (var (record, client, called) in calls)
            {
                if (!found.TryGetValue(client, out var mean))
                    found[client] = mean = new(resampler);
                mean.Add(f, record, called ? 1 : 0);
            }

            variances.AddRange(BetweenClients([.. calls.GroupBy(c => c.Client, c => c.Called)]));
        }

        return (Most(found, resampler, random, intervals), Spread([.. variances], intervals.Confidence));
    }

    private static IReadOnlyList<ExposedClient> Most(
        SortedDictionary<int, PooledMean> found, Resampler resampler, RandomStream random, Intervals intervals)
    {
        PooledMean[] means = [.. found.Values];
        var rates = Bootstrap.Rates(
            means.Length,
            _ => (weights, values) =>
            {
                for (var i = 0; i < means.Length; i++)
                    values[i] = means[i].Of(weights);
            },
            resampler,
            intervals with { Scope = IntervalScope.TheseRecords },
            random.Named("clients"));
        return
        [
            .. found.Keys.Select((client, i) => new ExposedClient(
                    client, ClopperPearson.WhereUnanimous(rates[i].Within(0, 1), means[i].Count, intervals.Confidence), means[i].Count))
                .OrderByDescending(client => client.Tpr.Value).ThenBy(client => client.Client).Take(Exposure.Named),
        ];
    }

    /// <summary>The variance of the rate between the clients of a federation less the mean variance inside them; nothing for one client.</summary>
    private static IEnumerable<double> BetweenClients(IGrouping<int, bool>[] clients)
    {
        var several = clients.Where(client => client.Count() > 1).ToArray();
        if (several.Length > 1)
        {
            double[] rates = [.. several.Select(client => client.Average(called => called ? 1.0 : 0))];
            var mean = rates.Average();
            var between = rates.Sum(rate => (rate - mean) * (rate - mean)) / (rates.Length - 1);
            // p(1 − p)/(n − 1) is the unbiased variance of a rate of n calls.
            yield return between - several.Select((client, k) => rates[k] * (1 - rates[k]) / (client.Count() - 1)).Average();
        }
    }

    private static Rate? Spread(double[] variances, double confidence)
    {
        if (variances.Length == 0)
            return null;
        var variance = Means.Over(variances, confidence);
        static double Root(double v) => Math.Sqrt(Math.Max(0, v));
        return new(Root(variance.Value), Root(variance.Low), Root(variance.High));
    }
}
