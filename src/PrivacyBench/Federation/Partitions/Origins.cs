using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>Changes a record's features into what a client holds of it.</summary>
internal delegate void ShowRecord(int client, int record, Span<float> features);

/// <summary>Federations whose clients are natural clients of the data set: what their partitions have in common.</summary>
internal static class Origins
{
    /// <summary>The natural clients with the most records, each a group of its own.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="clients">How many are taken.</param>
    /// <param name="members">On how many records a natural client with so many trains; with none it is passed over.</param>
    /// <exception cref="ArgumentException">The data set has no natural clients, or too few.</exception>
    public static IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, Func<int, int> members)
    {
        if (data.Clients is not { } origins)
        {
            throw new ArgumentException($"the data set '{data.Name}' has no column of clients; its records belong to nobody");
        }

        RecordGroup[] groups =
        [
            .. Enumerable.Range(0, data.Count).GroupBy(i => origins[i]).OrderByDescending(of => of.Count()).ThenBy(of => of.Key)
                .Select(of => new RecordGroup([.. of], members(of.Count()))).Where(group => group.Members > 0),
        ];
        return groups.Length >= clients
            ? groups[..clients]
            : throw new ArgumentException(FormattableString.Invariant(
                $"the data set '{data.Name}' has {groups.Length} natural clients with at least 3 records; {clients} were asked for by federation.clients"));
    }

    /// <summary>
    /// Makes clients of a data set that has none: each record belongs to one client, drawn at random and with equally many
    /// records for each, and is held as that client's instrument shows it.
    /// </summary>
    /// <param name="data">The data set.</param>
    /// <param name="clients">The clients.</param>
    /// <param name="random">The stream that decides.</param>
    /// <param name="show">Writes a record as a client holds it: the client's number, the record's, and its features, which it changes.</param>
    public static Dataset Dealt(Dataset data, int clients, RandomStream random, ShowRecord show)
    {
        var owners = new int[data.Count];
        foreach (var (place, record) in random.Named("owners").Permutation(data.Count).Index())
        {
            owners[record] = place % clients;
        }

        float[] features = [.. data.Features];
        for (var i = 0; i < data.Count; i++)
        {
            show(owners[i], i, features.AsSpan(i * data.FeatureCount, data.FeatureCount));
        }

        return data with { Features = features, Clients = owners };
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
