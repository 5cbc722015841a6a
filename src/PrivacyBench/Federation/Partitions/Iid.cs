namespace PrivacyBench.Federation.Partitions;

/// <summary>Every client draws from the same distribution: the records are dealt at random, in equal numbers.</summary>
public sealed record Iid : Partition
{
    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var order = random.Permutation(records.Labels.Count);
        return [.. order.Chunk(records.RecordsPerClient).Take(records.Clients).Select(of => of.Order().ToArray())];
    }
}
