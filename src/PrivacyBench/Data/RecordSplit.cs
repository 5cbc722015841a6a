namespace PrivacyBench.Data;

/// <summary>Records of which every federation trains on equally many.</summary>
/// <param name="Records">Their positions in the data set.</param>
/// <param name="Members">How many of them a federation trains on, at least 1 and at most half.</param>
public sealed record RecordGroup(IReadOnlyList<int> Records, int Members);

/// <summary>Who may be what: sets of positions in the data set that share no record.</summary>
/// <param name="Groups">The candidates, which adversaries are asked about, in groups. Each federation's members are a random half of
/// every group, so that members and non-members come from one distribution.</param>
/// <param name="Population">Records that an adversary may know and that nobody trains on.</param>
/// <param name="HeldOut">Records on which the final model's quality is measured.</param>
public sealed record RecordSplit(IReadOnlyList<IReadOnlyList<int>> Groups, IReadOnlyList<int> Population, IReadOnlyList<int> HeldOut)
{
    /// <summary>The fewest records that must be left for the population and the held-out set together.</summary>
    public const int FewestOthers = 40;

    /// <summary>Records that everybody knows, and that clients may be asked to predict.</summary>
    public IReadOnlyList<int> Public { get; init; } = [];

    /// <summary>The candidates of all groups, ascending.</summary>
    public IReadOnlyList<int> Candidates => [.. Groups.SelectMany(of => of).Order()];

    /// <summary>Splits groups of records at random: of each, twice its members become candidates, and the others are halved.</summary>
    /// <param name="groups">The groups, which share no record; what is in none of them is left out.</param>
    /// <param name="random">The stream that decides.</param>
    /// <exception cref="ArgumentOutOfRangeException">A group has no member or too few records, or too few are left over.</exception>
    public static RecordSplit Draw(IReadOnlyList<RecordGroup> groups, RandomStream random)
    {
        var candidates = new List<IReadOnlyList<int>>();
        var population = new List<int>();
        var heldOut = new List<int>();
        foreach (var (records, members) in groups)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(2L * members, records.Count, nameof(members));
            int[] order = [.. random.Permutation(records.Count).Select(i => records[i])];
            var others = order[(2 * members)..];
            candidates.Add([.. order[..(2 * members)].Order()]);
            population.AddRange(others[(others.Length / 2)..]);
            heldOut.AddRange(others[..(others.Length / 2)]);
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(population.Count + heldOut.Count, FewestOthers, nameof(groups));
        return new(candidates, [.. population.Order()], [.. heldOut.Order()]);
    }

    /// <summary>The same split with some random records of the population and the held-out set made public, and so in neither any more.</summary>
    /// <param name="count">How many, at least 0.</param>
    /// <param name="random">The stream that decides.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than <see cref="FewestOthers"/> would be left.</exception>
    public RecordSplit WithPublic(int count, RandomStream random)
    {
        int[] others = [.. Population.Concat(HeldOut)];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, count == 0 ? 0 : others.Length - FewestOthers);
        var chosen = random.Permutation(others.Length).Take(count).Select(i => others[i]).ToHashSet();
        return this with { Public = [.. chosen.Order()], Population = [.. Population.Except(chosen)], HeldOut = [.. HeldOut.Except(chosen)] };
    }

    /// <summary>The members of one federation, ascending: a random half of each group.</summary>
    public int[] DrawMembers(RandomStream random) =>
        [.. Groups.SelectMany(group => random.Permutation(group.Count).Take(group.Count / 2).Select(i => group[i])).Order()];
}
