using System.ComponentModel.DataAnnotations;

namespace PrivacyBench.Federation.Partitions;

/// <summary>
/// Label skew at its extreme: each client holds records of c labels and of no other (Li et al. 2022, "#C = c"). Labels are dealt in
/// turn from a shuffled order, so each has about equally many holders, and a label's records are cut evenly among its holders.
/// </summary>
/// <remarks>Client sizes follow from the labels' sizes. With c·clients below the number of labels, holders take a label more.</remarks>
public sealed record Pathological : Partition
{
    /// <summary>c: the labels of a client, at least 1.</summary>
    [Range(1, int.MaxValue)]
    public required int Classes { get; init; }

    /// <inheritdoc/>
    public override string Label => FormattableString.Invariant($"{base.Label}({Classes})");

    /// <inheritdoc/>
    public override int[][] Assign(RecordsToShare records, RandomStream random)
    {
        var byLabel = random.Permutation(records.Labels.Count).GroupBy(i => records.Labels[i]).OrderBy(of => of.Key).Select(of => of.ToArray()).ToArray();
        var labels = random.Permutation(byLabel.Length);
        // Every record finds a holder, so that members and non-members keep one distribution of labels.
        var places = Math.Max(records.Clients * Math.Min(Classes, byLabel.Length), byLabel.Length);
        var holders = byLabel.Select(_ => new List<int>()).ToArray();
        var clients = random.Permutation(records.Clients);
        for (var place = 0; place < places; place++)
        {
            holders[labels[place % labels.Length]].Add(clients[Turn(place, labels.Length, records.Clients)]);
        }

        var assigned = clients.Select(_ => new List<int>()).ToArray();
        foreach (var (label, own) in byLabel.Index())
        {
            foreach (var (i, record) in own.Index())
            {
                assigned[holders[label][i * holders[label].Count / own.Length]].Add(record);
            }
        }

        return [.. assigned.Select(of => of.Order().ToArray())];
    }

    /// <summary>
    /// The client of a place: clients take turns. Where the turns of labels and clients fall together, a client would meet the same
    /// label again; it is moved on by one for each common round.
    /// </summary>
    private static int Turn(int place, int labels, int clients)
    {
        var common = labels / Gcd(labels, clients) * clients;
        return (place + (place / common)) % clients;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
