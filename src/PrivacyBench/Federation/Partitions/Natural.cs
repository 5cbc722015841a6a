using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// The data set's own clients, such as hospitals, persons or roles (Caldas et al. 2018): each client holds records of one of them, the
/// largest ones first where there are more than clients. They differ in all that their records differ in, and in size, up to the
/// given number of records.
/// </summary>
public sealed record Natural : Partition
{
    /// <inheritdoc/>
    public override bool KeepsOrigins => true;

    /// <inheritdoc/>
    public override IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient) =>
        Origins.Groups(data, clients, recordsPerClient);

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random) => Origins.Assign(records, random);
}
