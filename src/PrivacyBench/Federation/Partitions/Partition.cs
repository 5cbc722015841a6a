using PrivacyBench.Data;

namespace PrivacyBench.Federation.Partitions;

/// <summary>How a federation's records are spread over its clients.</summary>
public abstract record Partition
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => PartitionCatalogue.Partitions.NameOf(this);

    /// <summary>
    /// Whether a client holds records of one natural client (<see cref="Dataset.Clients"/>) and of no other, so that a record which is a
    /// member has the same holder in every federation, and may give it away by itself.
    /// </summary>
    public virtual bool KeepsOrigins => false;

    /// <summary>The data set as clients hold it: the same, unless the partition changes records or says where each one belongs.</summary>
    /// <param name="data">The data set, each of its records distinct, its features as they are stored.</param>
    /// <param name="clients">The clients of a federation.</param>
    /// <param name="random">The stream that decides; all federations share what it gives.</param>
    /// <exception cref="ArgumentException">The data set does not lend itself to the partition.</exception>
    public virtual Dataset Held(Dataset data, int clients, RandomStream random) => data;

    /// <summary>
    /// The records that may be members, in groups: every federation draws its members of a group at random among twice as many
    /// candidates, so that members and non-members of a group come from one distribution.
    /// </summary>
    /// <param name="data">The data set as clients hold it.</param>
    /// <param name="clients">The clients of a federation.</param>
    /// <param name="recordsPerClient">The records that a client trains on.</param>
    /// <exception cref="ArgumentException">The data set does not lend itself to the partition.</exception>
    public virtual IReadOnlyList<RecordGroup> Groups(Dataset data, int clients, int recordsPerClient) =>
        [new([.. Enumerable.Range(0, data.Count)], clients * recordsPerClient)];

    /// <summary>Gives each client its records.</summary>
    /// <param name="records">What there is to give, and to how many.</param>
    /// <param name="random">The stream that decides.</param>
    /// <returns>For each client the positions of its records in <paramref name="records"/>, ascending; none occurs twice.</returns>
    public abstract int[][] Assign(RecordsToShare records, RandomStream random);
}

/// <summary>The records of one federation before they are given to its clients.</summary>
/// <param name="Labels">The label of each record, from 0.</param>
/// <param name="NaturalClients">The client that each record comes from in the data set, where the data set says so.</param>
/// <param name="Clients">The number of clients.</param>
/// <param name="RecordsPerClient">The number of records that a client gets on average; all get as many unless the partition skews it.</param>
public sealed record RecordsToShare(IReadOnlyList<int> Labels, IReadOnlyList<int>? NaturalClients, int Clients, int RecordsPerClient);
