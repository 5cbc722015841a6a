namespace PrivacyBench.Accounting.Audits;

/// <summary>The decisions of an attack over independent trials: how many members and non-members it called members.</summary>
public readonly record struct Counts
{
    /// <summary>Counts of called members, out of all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A group is empty, or a count lies outside its group.</exception>
    public Counts(int truePositives, int members, int falsePositives, int nonMembers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(nonMembers, 1);
        Allowed.Within(truePositives, 0, members, "A count of true positives");
        Allowed.Within(falsePositives, 0, nonMembers, "A count of false positives");
        (TruePositives, Members, FalsePositives, NonMembers) = (truePositives, members, falsePositives, nonMembers);
    }

    /// <summary>Members called members.</summary>
    public int TruePositives { get; }

    /// <summary>All members, at least 1.</summary>
    public int Members { get; }

    /// <summary>Non-members called members.</summary>
    public int FalsePositives { get; }

    /// <summary>All non-members, at least 1.</summary>
    public int NonMembers { get; }

    /// <summary>What a perfect attack would count in as many trials.</summary>
    public Counts Perfect => new(Members, Members, 0, NonMembers);
}
