using PrivacyBench.Cryptography.Wire;

namespace PrivacyBench.Cryptography.Costs;

/// <summary>What one round of summing cost, or what making keys for many rounds cost. Bytes are counted on serialized messages; seconds are CPU time.</summary>
public sealed record RoundCost
{
    /// <summary>Of a round that nobody took part in, or that stopped.</summary>
    public static RoundCost None { get; } = new()
    {
        Clients = 0,
        UploadBytes = 0,
        DownloadBytes = 0,
        Messages = 0,
        ClientSeconds = 0,
        ServerSeconds = 0,
        PlainBytes = 0,
        Load = new(0, 0, 0, 0, 0, 0),
    };

    /// <summary>Clients that took part, those included that fell silent on the way; what is said of a client is the mean over them.</summary>
    public required int Clients { get; init; }

    /// <summary>Bytes that a client sent; the most that one sent is in <see cref="Load"/>.</summary>
    public required double UploadBytes { get; init; }

    /// <summary>Bytes that a client received, the model before the round left out.</summary>
    public required double DownloadBytes { get; init; }

    /// <summary>Messages that all parties sent.</summary>
    public required int Messages { get; init; }

    /// <summary>CPU seconds of a client.</summary>
    public required double ClientSeconds { get; init; }

    /// <summary>CPU seconds of all servers together.</summary>
    public required double ServerSeconds { get; init; }

    /// <summary>Bytes of one client's vector with each value in the bits that its sum needs.</summary>
    public required double PlainBytes { get; init; }

    /// <summary>What decides how long it takes on a network.</summary>
    public required RoundLoad Load { get; init; }

    /// <summary>Whether the clients end the round with the sum, and no server has it: then no model travels to them.</summary>
    public bool OpenedByClients { get; init; }

    /// <summary>Uploaded bytes over those of the packed vector.</summary>
    public double Expansion => PlainBytes > 0 ? UploadBytes / PlainBytes : 0;

    /// <summary>This cost with work that clients do beside the protocol, and one server.</summary>
    /// <param name="clients">CPU seconds of each client; they work side by side.</param>
    /// <param name="server">CPU seconds of the server.</param>
    public RoundCost WithWork(IReadOnlyCollection<double> clients, double server) => this with
    {
        ClientSeconds = ClientSeconds + clients.DefaultIfEmpty().Average(),
        ServerSeconds = ServerSeconds + server,
        Load = Load with { ComputeSeconds = Load.ComputeSeconds + clients.DefaultIfEmpty().Max() + server },
    };

    internal static RoundCost Of(AggregationRequest request, IReadOnlyList<PartyCost> parties, IEnumerable<AggregationPhase> phases)
    {
        PartyCost[] clients = [.. parties.Where(cost => cost.Party.IsClient)];
        PartyCost[] servers = [.. parties.Where(cost => !cost.Party.IsClient)];
        AggregationPhase[] run = [.. phases];
        return new()
        {
            Clients = clients.Length,
            UploadBytes = clients.Average(cost => cost.Traffic.BytesOut),
            DownloadBytes = clients.Average(cost => cost.Traffic.BytesIn),
            Messages = parties.Sum(cost => cost.Traffic.MessagesOut),
            ClientSeconds = clients.Average(cost => cost.Seconds),
            ServerSeconds = servers.Sum(cost => cost.Seconds),
            PlainBytes = PackedVector.Bytes(request.Length, request.ModulusBits),
            Load = new(
                run.Sum(phase => phase.SlowestSeconds),
                run.Count(phase => phase.Messages > 0),
                clients.Max(cost => cost.Traffic.BytesOut),
                clients.Max(cost => cost.Traffic.BytesIn),
                servers.Max(cost => cost.Traffic.BytesIn),
                servers.Max(cost => cost.Traffic.BytesOut)),
        };
    }
}
