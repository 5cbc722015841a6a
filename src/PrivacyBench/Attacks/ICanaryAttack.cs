using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Attacks;

/// <summary>
/// An audit that plants records of its own, each in or out of a federation by a fair coin, and tells which are in: the worst case that
/// a guarantee must still cover, where records as they come are the average case. It is run on federations of its own.
/// </summary>
public interface ICanaryAttack
{
    /// <summary>
    /// Whether each canary is a client of its own, behind the federation's clients; else those hold them, see <see cref="HolderOf"/>.
    /// </summary>
    bool AreClients { get; }

    /// <summary>The client that holds a canary which is in: they take them in turn, whatever the coins say, and the auditor knows.</summary>
    /// <param name="canary">The canary's number, from 0.</param>
    /// <param name="clients">The federation's clients.</param>
    static int HolderOf(int canary, int clients) => canary % clients;

    /// <summary>Whether scores ask references, whose training takes as long as that of as many targets.</summary>
    bool NeedsReferences => false;

    /// <summary>The crafted records.</summary>
    /// <param name="known">Records that nobody trains on, to craft from.</param>
    /// <param name="clients">The federation's clients.</param>
    /// <param name="random">The stream of the canaries, the same for every federation.</param>
    CraftedRecords Craft(Candidates known, int clients, RandomStream random);

    /// <summary>What planted clients or records do in training; null where they train as others do.</summary>
    /// <param name="canaries">The crafted records.</param>
    /// <param name="firstClient">The number of the first planted client; the canaries follow one another.</param>
    Interference? Act(Candidates canaries, int firstClient) => null;
}

/// <summary>Records that an audit made.</summary>
/// <param name="Features">Their features [records × features], row by row, scaled as the data set's.</param>
/// <param name="Labels">Their labels.</param>
public sealed record CraftedRecords(float[] Features, int[] Labels)
{
    /// <summary>Copies of known records: markers for what is not told by features and labels.</summary>
    internal static CraftedRecords Copied(Candidates known, int count, RandomStream random)
    {
        int[] markers = [.. Enumerable.Range(0, count).Select(_ => random.Below(known.Count))];
        return new([.. markers.SelectMany(i => known.Data.Record(known.Records[i]).ToArray())], [.. markers.Select(known.Label)]);
    }
}
