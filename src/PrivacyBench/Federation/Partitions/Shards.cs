using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// Label skew by shards: the records, sorted by label, are cut into equal shards, and each client is dealt some at random
/// (McMahan et al. 2017, section 3, where a client gets 2).
/// </summary>
public sealed record Shards : Partition
{
    /// <summary>The shards of a client, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public int PerClient { get; init; } = 2;

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({PerClient})");

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var sorted = random.Permutation(records.Labels.Count).OrderBy(i => records.Labels[i]).ToArray();
        long shards = (long)records.Clients * PerClient;
        int Start(long shard) => (int)(shard * sorted.Length / shards);
        return
        [
            .. random.Permutation((int)shards).Chunk(PerClient)
                .Select(dealt => dealt.SelectMany(shard => sorted[Start(shard)..Start(shard + 1)]).Order().ToArray()),
        ];
    }
}
