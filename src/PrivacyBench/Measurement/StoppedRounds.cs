namespace PrivacyBench.Measurement;

/// <summary>Rounds whose aggregation stopped, so that nobody's update is in them.</summary>
/// <param name="Rounds">How many, over all federations.</param>
/// <param name="Of">How many rounds there were.</param>
/// <param name="Reason">Why the first of them stopped.</param>
public sealed record StoppedRounds(int Rounds, int Of, string Reason)
{
    /// <summary>Whether noise was released in their place, so that the models do not tell that they stopped; else the global model stayed as it was.</summary>
    public bool MovedByNoise { get; init; }
}

/// <summary>What a position still learns where updates are summed under protection.</summary>
/// <param name="Position">The threat position's label.</param>
/// <param name="Learns">What it learns and why, in a sentence.</param>
public sealed record RemainingLeakage(string Position, string Learns);
