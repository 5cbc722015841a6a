using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>Federations whose clients are natural clients of the data set: what their partitions have in common.</summary>
internal static class Origins
{
    /// <summary>
    /// The natural clients with the most records, each a group of its own. A client trains on the given number of records, or on two
    /// fifths of those it has where that is fewer: as many are non-members, and a fifth stays for the population and the held-out set.
    /// </summary>
    /// <exception cref="ArgumentException">The data set has no natural clients, or too few.</exception>
    public static IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient)
    {
        if (data.Clients is not { } origins)
        {
            throw new ArgumentException($"the data set '{data.Name}' has no column of clients; its records belong to nobody");
        }

        RecordGroup[] groups =
        [
            .. Enumerable.Range(0, data.Count).GroupBy(i => origins[i]).OrderByDescending(of => of.Count()).ThenBy(of => of.Key)
                .Select(of => new RecordGroup([.. of], Math.Min(recordsPerClient, 2 * of.Count() / 5))).Where(group => group.Members > 0),
        ];
        return groups.Length >= clients
            ? groups[..clients]
            : throw new ArgumentException(FormattableString.Invariant(
                $"the data set '{data.Name}' has {groups.Length} natural clients with at least 3 records; {clients} were asked for by federation.clients"));
    }

    /// <summary>
    /// Each client gets the records of one natural client. Which client is which is drawn anew for each federation, so that a client's
    /// number says nothing of its origin, and colluding clients are not always the same ones.
    /// </summary>
    public static int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var origins = records.NaturalClients ?? throw new ArgumentException("The records have no natural clients.", nameof(records));
        var held = origins.Index().GroupBy(of => of.Item, of => of.Index).OrderBy(of => of.Key).Select(of => of.ToArray()).ToArray();
        return held.Length == records.Clients
            ? [.. random.Permutation(held.Length).Select(origin => held[origin])]
            : throw new ArgumentException(FormattableString.Invariant(
                $"{held.Length} natural clients for {records.Clients} clients; there must be one for each."), nameof(records));
    }
}
