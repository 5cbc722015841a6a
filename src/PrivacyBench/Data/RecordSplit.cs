namespace PrivacyBench.Data;

/// <summary>Who may be what: three sets of positions in the data set that share no record.</summary>
/// <param name="Candidates">The records that adversaries are asked about. Each federation's members are a random half of them, so
/// that members and non-members come from one distribution.</param>
/// <param name="Population">Records that an adversary may know and that nobody trains on.</param>
/// <param name="HeldOut">Records on which the final model's quality is measured.</param>
public sealed record RecordSplit(IReadOnlyList<int> Candidates, IReadOnlyList<int> Population, IReadOnlyList<int> HeldOut)
{
    /// <summary>The fewest records that must be left for the population and the held-out set together.</summary>
    public const int FewestOthers = 40;

    /// <summary>Splits a data set at random.</summary>
    /// <param name="data">The data set, each of its records distinct.</param>
    /// <param name="members">How many records a federation trains on, at least 1; twice as many become candidates.</param>
    /// <param name="random">The stream that decides.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no member, or the data set is too small.</exception>
    public static RecordSplit Draw(Dataset data, int members, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((2L * members) + FewestOthers, data.Count, nameof(members));
        var order = random.Permutation(data.Count);
        var others = order[(2 * members)..];
        return new([.. order[..(2 * members)].Order()], [.. others[(others.Length / 2)..].Order()], [.. others[..(others.Length / 2)].Order()]);
    }
}
