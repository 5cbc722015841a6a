namespace PrivacyBench.Federation.Partitions;

/// <summary>How a federation's records are spread over its clients.</summary>
public abstract record Partition
{
    /// <summary>The name in reports: the catalogue's name and the parameters.</summary>
    public virtual string Label => PartitionCatalogue.Partitions.NameOf(this);

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
