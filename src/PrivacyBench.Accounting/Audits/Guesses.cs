namespace PrivacyBench.Accounting.Audits;

/// <summary>One training run with canaries, each in or out by its own fair coin, and the auditor's guesses about some of them.</summary>
public readonly record struct Guesses
{
    /// <summary>Canaries, guesses among them and right guesses.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 0 ≤ right ≤ made ≤ canaries with at least one canary.</exception>
    public Guesses(int canaries, int made, int right)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(canaries, 1);
        Allowed.Within(made, 0, canaries, "A count of guesses");
        Allowed.Within(right, 0, made, "A count of right guesses");
        (Canaries, Made, Right) = (canaries, made, right);
    }

    /// <summary>m: canaries in the experiment.</summary>
    public int Canaries { get; }

    /// <summary>r: guesses; the auditor abstains on the others.</summary>
    public int Made { get; }

    /// <summary>v: right guesses.</summary>
    public int Right { get; }

    /// <summary>What a perfect attack would guess with as many guesses.</summary>
    public Guesses Perfect => new(Canaries, Made, Made);
}
