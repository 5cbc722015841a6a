using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>A federation that the adversary trained itself, under the same defense: it knows its members and their clients.</summary>
/// <param name="View">What the same position observes of it.</param>
/// <param name="Sources">For each candidate the client that held it, or −1 where it was not a member.</param>
public sealed record Reference(View View, IReadOnlyList<int> Sources)
{
    // Every attack asks for each pair of a reference and a record, on each target anew: a list behind an interface would take its time.
    private readonly Lazy<bool[]> members = new(() => [.. Sources.Select(source => source >= 0)]);
    private readonly Lazy<double[]> inside = new(() => [.. Sources.Select(source => source >= 0 ? 1.0 : 0)]);
    private readonly Lazy<double[]> outside = new(() => [.. Sources.Select(source => source >= 0 ? 0.0 : 1)]);

    /// <summary>Whether each candidate was a member.</summary>
    public ReadOnlySpan<bool> Members => members.Value;

    /// <summary>1 for each candidate that was, or was not, a member, and 0 for the others: a mask to sum with.</summary>
    public ReadOnlySpan<double> Weights(bool ofMembers) => (ofMembers ? inside : outside).Value;
}

/// <summary>The references of an attack, each with the observation that the attack needs.</summary>
/// <typeparam name="TSeen">The observation.</typeparam>
/// <param name="all">The references; none of them is ever attacked.</param>
public sealed class References<TSeen>(IReadOnlyList<Reference> all)
    where TSeen : class
{
    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>What the adversary observes of a reference.</summary>
    public TSeen Seen(int reference) => all[reference].View.Observe<TSeen>();

    /// <summary>Whether a candidate was a member of a reference.</summary>
    public bool IsMember(int reference, int candidate) => all[reference].Members[candidate];

    /// <summary>The client that held a candidate in a reference, or −1.</summary>
    public int Source(int reference, int candidate) => all[reference].Sources[candidate];

    /// <summary>Whether each candidate was a member of a reference.</summary>
    public ReadOnlySpan<bool> Members(int reference) => all[reference].Members;

    /// <summary>1 for each candidate that was, or was not, a member of a reference, and 0 for the others: a mask to sum with.</summary>
    public ReadOnlySpan<double> Weights(int reference, bool ofMembers) => all[reference].Weights(ofMembers);

    /// <summary>
    /// For each candidate the mean of a statistic over the references that did not train on it; where all of them did, the mean over all
    /// candidates.
    /// </summary>
    /// <param name="statistic">One number for each candidate, from what is seen of a reference.</param>
    /// <param name="candidates">How many candidates there are.</param>
    public double[] MeanWithout(Func<TSeen, ReadOnlySpan<double>> statistic, int candidates)
    {
        var (sums, counts) = (new double[candidates], new int[candidates]);
        for (var r = 0; r < Count; r++)
        {
            var of = statistic(Seen(r));
            var isMember = Members(r);
            for (var i = 0; i < candidates; i++)
            {
                sums[i] += isMember[i] ? 0 : of[i];
                counts[i] += isMember[i] ? 0 : 1;
            }
        }

        var usual = sums.Sum() / Math.Max(1, counts.Sum());
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? usual : sum / count)];
    }
}
