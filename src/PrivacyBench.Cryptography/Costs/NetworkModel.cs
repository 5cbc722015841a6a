namespace PrivacyBench.Cryptography.Costs;

/// <summary>
/// A network between clients and servers, for modelled times of a round. Every client and every server has a link of its own, the
/// servers' links all alike. A round takes
/// <list type="bullet">
/// <item>the computing of its steps, one step after the other; in each, parties work side by side and wait for the slowest;</item>
/// <item>the transfer to the servers, as long as the slower of two needs: the client that sends most over its own link, or the
/// server that receives most over its own (1,000 clients of 4 MB fill 1 Gbit/s for 32 s);</item>
/// <item>the transfer to the clients, likewise;</item>
/// <item>one latency for each step in which messages travel, those of one step side by side;</item>
/// <item>four latencies for the handshakes before the first message (TCP and TLS 1.3, a round trip each).</item>
/// </list>
/// </summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="UploadMegabits">Megabits (10^6 bits) a second from a client.</param>
/// <param name="DownloadMegabits">Megabits a second to a client.</param>
/// <param name="LatencySeconds">Seconds that a message waits, one way.</param>
public sealed record NetworkModel(string Name, double UploadMegabits, double DownloadMegabits, double LatencySeconds)
{
    private const int HandshakeLatencies = 4;

    /// <summary>1 Gbit/s, 0.5 ms.</summary>
    public static NetworkModel Lan { get; } = new("LAN", 1000, 1000, 0.0005);

    /// <summary>100 Mbit/s, 40 ms.</summary>
    public static NetworkModel Wan { get; } = new("WAN", 100, 100, 0.040);

    /// <summary>10 Mbit/s up, 50 Mbit/s down, 80 ms.</summary>
    public static NetworkModel Mobile { get; } = new("mobile", 10, 50, 0.080);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<NetworkModel> All { get; } = [Lan, Wan, Mobile];

    /// <summary>Megabits a second to a server, and as many from it.</summary>
    public double ServerMegabits { get; init; } = 1000;

    /// <summary>The modelled seconds of a round.</summary>
    public double RoundSeconds(RoundLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return load.ComputeSeconds
            + Math.Max(Transfer(load.ClientUploadBytes, UploadMegabits), Transfer(load.ServerBytesIn, ServerMegabits))
            + Math.Max(Transfer(load.ClientDownloadBytes, DownloadMegabits), Transfer(load.ServerBytesOut, ServerMegabits))
            + (LatencySeconds * (load.Exchanges + HandshakeLatencies));
    }

    private static double Transfer(double bytes, double megabits) => 8e-6 * bytes / megabits;
}

/// <summary>What of a round decides how long it takes on a network.</summary>
/// <param name="ComputeSeconds">The slowest party's seconds of each step, summed over the steps.</param>
/// <param name="Exchanges">Steps in which messages travel.</param>
/// <param name="ClientUploadBytes">The most that a client sends.</param>
/// <param name="ClientDownloadBytes">The most that a client receives.</param>
/// <param name="ServerBytesIn">The most that a server receives, from clients and servers.</param>
/// <param name="ServerBytesOut">The most that a server sends, to clients and servers.</param>
public sealed record RoundLoad(
    double ComputeSeconds, int Exchanges, double ClientUploadBytes, double ClientDownloadBytes, double ServerBytesIn, double ServerBytesOut);
