namespace PrivacyBench.Data;

/// <summary>
/// The records that an adversary is asked about: one frozen list for all federations, rounds, clients and attacks. It says
/// nothing about who is a member.
/// </summary>
/// <param name="Data">The data set.</param>
/// <param name="Records">The positions of the candidates in the data set.</param>
public sealed record Candidates(Dataset Data, IReadOnlyList<int> Records)
{
    /// <summary>
    /// Records of the same distribution that nobody trains on and every adversary may know; null where there are none.
    /// </summary>
    public Candidates? Population { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => Records.Count;

    /// <summary>The label of a candidate, from 0.</summary>
    public int Label(int candidate) => Data.Labels[Records[candidate]];
}
