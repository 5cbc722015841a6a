using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// The data set's own clients, such as hospitals, persons or roles (Caldas et al. 2018): each client holds records of one of them, the
/// largest ones where there are more than clients. They differ in all that their records differ in, and in size.
/// </summary>
/// <remarks>
/// A client trains on the given number of records, or on two fifths of those it has where that is fewer: as many are non-members, and
/// a fifth stays for the population and the held-out set.
/// </remarks>
public sealed record Natural : Partition
{
    /// <inheritdoc/>
    public override bool KeepsOrigins => true;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient) =>
        Origins.Groups(data, clients, records => Math.Min(recordsPerClient, 2 * records / 5));

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random) => Origins.Assign(records, random);
}
