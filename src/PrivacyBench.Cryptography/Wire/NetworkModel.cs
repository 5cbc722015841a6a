namespace PrivacyBench.Cryptography.Wire;

/// <summary>A kind of network, for modelling how long a round takes over it.</summary>
/// <param name="UploadBitsPerSecond">A client's bandwidth towards the servers.</param>
/// <param name="DownloadBitsPerSecond">A client's bandwidth from the servers.</param>
/// <param name="LatencySeconds">The time that a message takes whatever its size.</param>
public sealed record NetworkModel(double UploadBitsPerSecond, double DownloadBitsPerSecond, double LatencySeconds)
{
    /// <summary>A local network: 1 Gbit/s, 0.5 ms.</summary>
    public static NetworkModel Lan { get; } = new(1e9, 1e9, 0.0005);

    /// <summary>A wide-area network: 100 Mbit/s, 40 ms.</summary>
    public static NetworkModel Wan { get; } = new(100e6, 100e6, 0.04);

    /// <summary>A mobile network: 10 Mbit/s up, 50 Mbit/s down, 80 ms.</summary>
    public static NetworkModel Mobile { get; } = new(10e6, 50e6, 0.08);

    /// <summary>The modelled time of a round for one client: computation + bytes/bandwidth + messages × latency, one after another.</summary>
    /// <param name="computeSeconds">Seconds of computation.</param>
    /// <param name="uploadBytes">Bytes that the client sends.</param>
    /// <param name="downloadBytes">Bytes that it receives.</param>
    /// <param name="messages">Messages that it sends or receives.</param>
    public double RoundSeconds(double computeSeconds, double uploadBytes, double downloadBytes, double messages) =>
        computeSeconds + (8 * uploadBytes / UploadBitsPerSecond) + (8 * downloadBytes / DownloadBitsPerSecond) + (messages * LatencySeconds);
}
