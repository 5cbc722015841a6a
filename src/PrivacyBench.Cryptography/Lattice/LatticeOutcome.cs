namespace PrivacyBench.Cryptography.Lattice;

/// <summary>What one phase of an aggregation cost, over all parties.</summary>
/// <param name="Name">The phase: setup, encode and encrypt, add, decrypt shares, combine.</param>
/// <param name="Seconds">Computing time of all parties together, one after the other on one thread.</param>
/// <param name="Bytes">Bytes that all parties sent in it.</param>
/// <param name="Messages">Messages that all parties sent in it.</param>
public sealed record LatticePhase(string Name, double Seconds, long Bytes, int Messages);

/// <summary>The result of one aggregation that really ran.</summary>
public sealed record LatticeOutcome
{
    /// <summary>The sums over the clients that did not drop out: exact for BFV, rounded to integers for CKKS.</summary>
    public required long[] Sums { get; init; }

    /// <summary>CKKS: the sums with their error, which is at most <see cref="LatticePlan.ErrorBound"/>; empty for BFV.</summary>
    public required double[] RealSums { get; init; }

    /// <summary>What each phase cost, in order.</summary>
    public required IReadOnlyList<LatticePhase> Phases { get; init; }

    /// <summary>Bytes that each client sent, in the order of the clients.</summary>
    public required IReadOnlyList<long> ClientBytes { get; init; }

    /// <summary>
    /// What the server saw of the clients' vectors, for attacks: a payload for each client that sent one, and last their sum. Empty
    /// unless asked for.
    /// </summary>
    public IReadOnlyList<byte[]> Ciphertexts { get; init; } = [];

    /// <summary>BFV: the largest noise found, to hold against <see cref="LatticePlan.Noise"/>; 0 for CKKS.</summary>
    public required double LargestNoise { get; init; }
}
