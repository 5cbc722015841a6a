using PrivacyBench.Views;

namespace PrivacyBench.Attacks;

/// <summary>A federation that the adversary trained itself, under the same defense: it knows its members and their clients.</summary>
/// <param name="View">What the same position observes of it.</param>
/// <param name="Sources">For each candidate the client that held it, or −1 where it was not a member.</param>
public sealed record Reference(View View, IReadOnlyList<int> Sources);

/// <summary>The references of an attack, each with the observation that the attack needs.</summary>
/// <typeparam name="TSeen">The observation.</typeparam>
/// <param name="all">The references; the federation under attack is not among them.</param>
public sealed class References<TSeen>(IReadOnlyList<Reference> all)
    where TSeen : class
{
    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>What the adversary observes of a reference.</summary>
    public TSeen Seen(int reference) => all[reference].View.Observe<TSeen>();

    /// <summary>Whether a candidate was a member of a reference.</summary>
    public bool IsMember(int reference, int candidate) => all[reference].Sources[candidate] >= 0;

    /// <summary>The client that held a candidate in a reference, or −1.</summary>
    public int Source(int reference, int candidate) => all[reference].Sources[candidate];

    /// <summary>
    /// For each candidate the mean of a statistic over the references that did not train on it; where all of them did, the mean over all
    /// candidates.
    /// </summary>
    /// <param name="statistic">One number for each candidate, from what is seen of a reference.</param>
    /// <param name="candidates">How many candidates there are.</param>
    public double[] MeanWithout(Func<TSeen, double[]> statistic, int candidates)
    {
        var others = Enumerable.Range(0, Count).Select(r => statistic(Seen(r))).ToArray();
        var outs = Enumerable.Range(0, candidates).Select(i => others.Where((_, r) => !IsMember(r, i)).Select(of => of[i]).ToArray()).ToArray();
        var usual = outs.SelectMany(of => of).DefaultIfEmpty().Average();
        return Array.ConvertAll(outs, of => of.Length == 0 ? usual : of.Average());
    }
}
