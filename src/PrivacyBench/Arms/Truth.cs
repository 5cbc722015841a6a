using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Arms;

/// <summary>Who holds which candidate in one federation. Only the evaluation knows; scores meet it after the attacks are done.</summary>
/// <param name="Sources">For each candidate the client that holds it, or −1 where it is not a member.</param>
internal sealed record Truth(int[] Sources)
{
    /// <summary>For each candidate its natural client, where that decides on its holder; else null.</summary>
    public int[]? Origins { get; init; }

    public static Truth Of(FederationDesign design, Candidates candidates)
    {
        var holder = design.ClientRecords.Index().SelectMany(c => c.Item.Distinct().Select(record => (record, Client: c.Index)))
            .ToDictionary(of => of.record, of => of.Client);
        return new([.. candidates.Records.Select(record => holder.GetValueOrDefault(record, -1))]);
    }

    public bool IsMember(int candidate) => Sources[candidate] >= 0;

    /// <summary>
    /// The candidates on which a position is measured. An adversary knows its own clients' records, so these are left out, and
    /// for each of them one non-member of its kind, so that members and non-members keep one distribution of kinds.
    /// </summary>
    public int[] Measured(ThreatPosition position, Candidates candidates, RandomStream random)
    {
        if (position.OwnClients == 0)
        {
            return [.. Enumerable.Range(0, candidates.Count)];
        }

        var own = Enumerable.Range(0, candidates.Count).Where(i => IsMember(i) && Sources[i] < position.OwnClients).ToArray();
        var surplus = own.CountBy(i => Kind(i, candidates)).ToDictionary();
        var leftOut = own.ToHashSet();
        foreach (var i in random.Permutation(candidates.Count).Where(i => !IsMember(i)))
        {
            if (surplus.GetValueOrDefault(Kind(i, candidates)) > 0)
            {
                surplus[Kind(i, candidates)]--;
                leftOut.Add(i);
            }
        }

        return [.. Enumerable.Range(0, candidates.Count).Where(i => !leftOut.Contains(i))];
    }

    /// <summary>
    /// The client about which each of some candidates is asked: a member's own, and for each non-member the holder of a random member of
    /// its kind. So every client is asked about its own records and as many others of the same kinds, and each record once. A
    /// non-member of a kind without members is asked about nobody.
    /// </summary>
    /// <remarks>Labels alone would betray the members of a client that holds few classes, and the records those of natural clients.</remarks>
    public Dictionary<int, int> NamedClients(int[] measured, Candidates candidates, RandomStream random)
    {
        var members = measured.Where(IsMember).ToArray();
        var named = members.ToDictionary(i => i, i => Sources[i]);
        var holders = random.Permutation(members.Length).Select(m => members[m]).ToLookup(i => Kind(i, candidates), i => Sources[i]);
        foreach (var others in measured.Where(i => !IsMember(i)).GroupBy(i => Kind(i, candidates)))
        {
            var clients = holders[others.Key].ToArray();
            foreach (var (n, i) in others.Index().Take(clients.Length == 0 ? 0 : int.MaxValue))
            {
                named[i] = clients[n % clients.Length];
            }
        }

        return named;
    }

    /// <summary>In what a member and a non-member must be alike: in their class, or in the natural client that they come from.</summary>
    private int Kind(int candidate, Candidates candidates) => Origins?[candidate] ?? candidates.Label(candidate);
}
