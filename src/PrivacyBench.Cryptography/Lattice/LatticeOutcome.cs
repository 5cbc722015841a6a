namespace PrivacyBench.Cryptography.Lattice;

/// <summary>The result of one aggregation that really ran.</summary>
public sealed record LatticeOutcome
{
    /// <summary>The sum modulo 2^m, its survivors and what it cost.</summary>
    public required AggregationOutcome Aggregation { get; init; }

    /// <summary>The sums over the clients that sent a vector: exact for BFV, rounded to integers for CKKS.</summary>
    public required long[] Sums { get; init; }

    /// <summary>CKKS: the sums with their error, which is at most <see cref="LatticePlan.ErrorBound"/>; empty for BFV.</summary>
    public required double[] RealSums { get; init; }

    /// <summary>BFV: the largest noise found, to hold against <see cref="LatticePlan.Noise"/>; 0 for CKKS.</summary>
    public required double LargestNoise { get; init; }
}
