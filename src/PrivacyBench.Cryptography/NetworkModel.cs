namespace PrivacyBench.Cryptography;

/// <summary>A network between a client and the servers, for modelled times.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="UploadMegabits">Megabits (10^6 bits) a second from the client.</param>
/// <param name="DownloadMegabits">Megabits a second to the client.</param>
/// <param name="LatencySeconds">Seconds that each message waits.</param>
public sealed record NetworkModel(string Name, double UploadMegabits, double DownloadMegabits, double LatencySeconds)
{
    /// <summary>1 Gbit/s, 0.5 ms.</summary>
    public static NetworkModel Lan { get; } = new("LAN", 1000, 1000, 0.0005);

    /// <summary>100 Mbit/s, 40 ms.</summary>
    public static NetworkModel Wan { get; } = new("WAN", 100, 100, 0.040);

    /// <summary>10 Mbit/s up, 50 Mbit/s down, 80 ms.</summary>
    public static NetworkModel Mobile { get; } = new("mobile", 10, 50, 0.080);

    /// <summary>Compute + bytes / bandwidth + messages · latency, in seconds.</summary>
    public double RoundSeconds(double computeSeconds, double uploadBytes, double downloadBytes, double messages) =>
        computeSeconds + (8e-6 * uploadBytes / UploadMegabits) + (8e-6 * downloadBytes / DownloadMegabits) + (messages * LatencySeconds);
}
