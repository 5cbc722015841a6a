namespace PrivacyBench.Federation;

/// <summary>Who takes part in a round, and who of these drops out of it.</summary>
public sealed record Participation
{
    /// <summary>The share of the clients that is chosen for a round, above 0 and at most 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>
    /// Whether each client is chosen independently of the others with probability <see cref="Share"/>, so that a round may be empty;
    /// else a fixed number is chosen, at least one.
    /// </summary>
    public bool IsPoisson { get; init; }

    /// <summary>The probability that a chosen client falls silent before its update leaves it, from 0 to below 1.</summary>
    public double Dropout { get; init; }

    /// <summary>The chosen clients of a round, ascending.</summary>
    public int[] Choose(int clients, RandomStream random) => IsPoisson
        ? [.. Enumerable.Range(0, clients).Where(_ => random.Uniform() < Share)]
        : [.. random.Permutation(clients).Take(Math.Max(1, (int)Math.Round(Share * clients))).Order()];

    /// <summary>Those of the chosen clients that drop out, ascending.</summary>
    public int[] Drop(IReadOnlyList<int> chosen, RandomStream random) => [.. chosen.Where(_ => random.Uniform() < Dropout)];
}
