using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Attacks;

/// <summary>
/// An audit that plants records of its own, each in or out of a federation by a fair coin, and tells which are in: the worst case that
/// a guarantee must still cover, where records as they come are the average case. It is run on federations of its own.
/// </summary>
public interface ICanaryAttack
{
    /// <summary>Whether each canary is a client of its own; else the federation's clients hold them, as evenly as may be.</summary>
    bool AreClients { get; }

    /// <summary>The crafted records.</summary>
    /// <param name="known">Records that nobody trains on, to craft from.</param>
    /// <param name="clients">The federation's clients.</param>
    /// <param name="random">The stream of the canaries, the same for every federation.</param>
    CraftedRecords Craft(Candidates known, int clients, RandomStream random);

    /// <summary>What planted clients do in training; null where they train as others do.</summary>
    /// <param name="canaries">The crafted records.</param>
    /// <param name="firstClient">The number of the first planted client; the canaries follow one another.</param>
    Interference? Act(Candidates canaries, int firstClient) => null;
}

/// <summary>Records that an audit made.</summary>
/// <param name="Features">Their features [records × features], row by row, scaled as the data set's.</param>
/// <param name="Labels">Their labels.</param>
public sealed record CraftedRecords(float[] Features, int[] Labels);
