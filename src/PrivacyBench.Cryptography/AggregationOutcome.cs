namespace PrivacyBench.Cryptography;

/// <summary>The result of one aggregation that really ran.</summary>
/// <param name="Sum">The sum over the survivors modulo 2^m.</param>
/// <param name="Survivors">The clients whose vectors are in the sum, in order.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Phases">What each phase cost, in order.</param>
public sealed record AggregationOutcome(
    ulong[] Sum, IReadOnlyList<int> Survivors, AggregationCost Cost, IReadOnlyList<AggregationPhase> Phases);

/// <summary>What an aggregation cost.</summary>
/// <param name="UploadBytes">The most that a client sent, in bytes with headers and tags.</param>
/// <param name="DownloadBytes">The most that a client took, in bytes.</param>
/// <param name="ServerBytes">Bytes that servers sent, to clients and to each other.</param>
/// <param name="Messages">Messages that all parties sent.</param>
/// <param name="ClientSeconds">Computing time of all clients together divided by their number.</param>
/// <param name="ServerSeconds">Computing time of all servers together.</param>
public sealed record AggregationCost(
    long UploadBytes, long DownloadBytes, long ServerBytes, int Messages, double ClientSeconds, double ServerSeconds);

/// <summary>What one phase cost, over all parties.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Seconds">Computing time of all parties, one after the other on one thread.</param>
/// <param name="Bytes">Bytes that all parties sent in it.</param>
/// <param name="Messages">Messages that all parties sent in it.</param>
public sealed record AggregationPhase(string Name, double Seconds, long Bytes, int Messages);
