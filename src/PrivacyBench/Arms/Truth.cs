using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>Who holds which candidate in one federation. Only the evaluation knows; scores meet it after the attacks are done.</summary>
/// <param name="Sources">For each candidate the client that holds it, or −1 where it is not a member.</param>
internal sealed record Truth(int[] Sources)
{
    public static Truth Of(FederationDesign design, Candidates candidates)
    {
        var holder = design.ClientRecords.Index().SelectMany(c => c.Item.Distinct().Select(record => (record, Client: c.Index)))
            .ToDictionary(of => of.record, of => of.Client);
        return new([.. candidates.Records.Select(record => holder.GetValueOrDefault(record, -1))]);
    }

    public bool IsMember(int candidate) => Sources[candidate] >= 0;

    /// <summary>
    /// The candidates on which a position is measured. An adversary knows its own clients' records, so these are left out, and
    /// for each of them one non-member of its class, so that members and non-members keep one distribution of classes.
    /// </summary>
    public int[] Measured(ThreatPosition position, Candidates candidates, RandomStream random)
    {
        if (position.OwnClients == 0)
        {
            return [.. Enumerable.Range(0, candidates.Count)];
        }

        var own = Enumerable.Range(0, candidates.Count).Where(i => IsMember(i) && Sources[i] < position.OwnClients).ToArray();
        var surplus = own.CountBy(candidates.Label).ToDictionary();
        var leftOut = own.ToHashSet();
        foreach (var i in random.Permutation(candidates.Count).Where(i => !IsMember(i)))
        {
            if (surplus.GetValueOrDefault(candidates.Label(i)) > 0)
            {
                surplus[candidates.Label(i)]--;
                leftOut.Add(i);
            }
        }

        return [.. Enumerable.Range(0, candidates.Count).Where(i => !leftOut.Contains(i))];
    }

    /// <summary>
    /// The client about which each of some candidates is asked: a member's own, and for each non-member the holder of a random member of
    /// its class. So every client is asked about its own records and as many others of the same classes, and each record once. A
    /// non-member of a class without members is asked about nobody.
    /// </summary>
    /// <remarks>Labels alone would betray the members of a client that holds few classes.</remarks>
    public Dictionary<int, int> NamedClients(int[] measured, Candidates candidates, RandomStream random)
    {
        var members = measured.Where(IsMember).ToArray();
        var named = members.ToDictionary(i => i, i => Sources[i]);
        var holders = random.Permutation(members.Length).Select(m => members[m]).ToLookup(candidates.Label, i => Sources[i]);
        foreach (var others in measured.Where(i => !IsMember(i)).GroupBy(candidates.Label))
        {
            var clients = holders[others.Key].ToArray();
            foreach (var (n, i) in others.Index().Take(clients.Length == 0 ? 0 : int.MaxValue))
            {
                named[i] = clients[n % clients.Length];
            }
        }

        return named;
    }
}
