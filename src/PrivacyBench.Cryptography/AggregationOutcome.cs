using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography;

/// <summary>The result of one aggregation that really ran.</summary>
/// <param name="Sum">The sum over the survivors modulo 2^m.</param>
/// <param name="Survivors">The clients whose vectors are in the sum, in order.</param>
/// <param name="Cost">What it cost.</param>
/// <param name="Phases">What each phase cost, in order.</param>
public sealed record AggregationOutcome(
    ulong[] Sum, IReadOnlyList<int> Survivors, AggregationCost Cost, IReadOnlyList<AggregationPhase> Phases)
{
    /// <summary>What each party bore, clients first; empty where a protocol does not tell them apart.</summary>
    public IReadOnlyList<PartyCost> Parties { get; init; } = [];
}

/// <summary>What an aggregation cost.</summary>
/// <param name="UploadBytes">The most that a client sent, in bytes with headers and tags.</param>
/// <param name="DownloadBytes">The most that a client took, in bytes.</param>
/// <param name="ServerBytes">Bytes that servers sent, to clients and to each other.</param>
/// <param name="Messages">Messages that all parties sent.</param>
/// <param name="ClientSeconds">Computing time of all clients together divided by their number.</param>
/// <param name="ServerSeconds">Computing time of all servers together.</param>
public sealed record AggregationCost(
    long UploadBytes, long DownloadBytes, long ServerBytes, int Messages, double ClientSeconds, double ServerSeconds)
{
    internal static AggregationCost Of(IReadOnlyList<PartyCost> parties)
    {
        PartyCost[] clients = [.. parties.Where(cost => cost.Party.IsClient)];
        PartyCost[] servers = [.. parties.Where(cost => !cost.Party.IsClient)];
        return new(
            clients.Max(cost => cost.Traffic.BytesOut),
            clients.Max(cost => cost.Traffic.BytesIn),
            servers.Sum(cost => cost.Traffic.BytesOut),
            parties.Sum(cost => cost.Traffic.MessagesOut),
            clients.Average(cost => cost.Seconds),
            servers.Sum(cost => cost.Seconds));
    }
}

/// <summary>What one party bore.</summary>
/// <param name="Party">The party.</param>
/// <param name="Seconds">Its computing time: time on its own thread inside one process, CPU time of a process of its own.</param>
/// <param name="Traffic">Its bytes and messages.</param>
/// <param name="PeakMemoryBytes">The most memory that its process held, where it has one of its own.</param>
public sealed record PartyCost(Party Party, double Seconds, Traffic Traffic, long? PeakMemoryBytes = null);

/// <summary>What one phase cost, over all parties.</summary>
/// <param name="Name">The phase.</param>
/// <param name="Seconds">Computing time of all parties together.</param>
/// <param name="Bytes">Bytes that all parties sent in it.</param>
/// <param name="Messages">Messages that all parties sent in it.</param>
public sealed record AggregationPhase(string Name, double Seconds, long Bytes, int Messages);
