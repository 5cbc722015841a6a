namespace PrivacyBench.Measurement;

/// <summary>
/// What a round of one federation under the defense costs. Bytes are counted on serialized messages. Seconds are CPU time of warm
/// code, the median over rounds and federations with its interval: how it would move over other rounds of this run, on this machine.
/// </summary>
public sealed record Cost
{
    /// <summary>CPU seconds of one client's local training, with what the defense changes in it.</summary>
    public Rate TrainingSeconds { get; init; }

    /// <summary>Whether the defense changes local training; where it does not, its training costs what it does without it.</summary>
    public bool ChangesTraining { get; init; }

    /// <summary>CPU seconds of one client for what the defense does to its update and for the protocol; training is not in them.</summary>
    public Rate ClientSeconds { get; init; }

    /// <summary>CPU seconds of the servers together.</summary>
    public Rate ServerSeconds { get; init; }

    /// <summary>What a sum of the same size in the clear takes, over the same sealed channels, measured in the same run: a yardstick for the seconds.</summary>
    public PlainSeconds? Plain { get; init; }

    /// <summary>Bytes that a client sends, on average over clients.</summary>
    public double UploadBytesPerClientPerRound { get; init; }

    /// <summary>The most bytes that one client sent.</summary>
    public double LargestUploadBytes { get; init; }

    /// <summary>Bytes that a client receives, on average over clients: the global model, or the encrypted sum where no server has the model.</summary>
    public double DownloadBytesPerClientPerRound { get; init; }

    /// <summary>The most bytes that one client received.</summary>
    public double LargestDownloadBytes { get; init; }

    /// <summary>Messages of all parties.</summary>
    public double MessagesPerRound { get; init; }

    /// <summary>Uploaded bytes over those of the update with each value in the bits that its sum needs.</summary>
    public double Expansion { get; init; }

    /// <summary>What comes before the rounds and serves several of them; null where nothing does.</summary>
    public SetUpCost? SetUp { get; init; }

    /// <summary>The process's peak of memory while the arm ran, in bytes.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>What the protocol would cost on special hardware; empty where nothing is projected. Not measured.</summary>
    public IReadOnlyList<ProjectedCost> Projected { get; init; } = [];

    /// <summary>A round's modelled time: the slowest parties' computing, bytes over the links of clients and servers, latencies.</summary>
    public required ModelledRoundSeconds ModelledRoundSeconds { get; init; }
}

/// <summary>CPU seconds of a sum in the clear.</summary>
/// <param name="Client">Of one client.</param>
/// <param name="Server">Of the server.</param>
public sealed record PlainSeconds(Rate Client, Rate Server);

/// <summary>What keys cost that serve several rounds, and a first model where clients carry it on themselves.</summary>
/// <param name="Times">How often a federation makes them, on average: once, or for every new cohort.</param>
/// <param name="ClientSeconds">CPU seconds of a client, each time.</param>
/// <param name="ServerSeconds">CPU seconds of the servers, each time.</param>
/// <param name="UploadBytes">Bytes that a client sends, on average over clients, each time.</param>
/// <param name="LargestUploadBytes">The most bytes that one client sent.</param>
/// <param name="DownloadBytes">Bytes that a client receives, on average over clients, each time.</param>
public sealed record SetUpCost(
    double Times, double ClientSeconds, double ServerSeconds, double UploadBytes, double LargestUploadBytes, double DownloadBytes);

/// <summary>A projection, not a measurement: the protocol's measured seconds over a given factor; local training is in neither.</summary>
/// <param name="Hardware">"GPU", "FPGA" or "ASIC".</param>
/// <param name="Factor">The factor, as the scenario gives it.</param>
/// <param name="ClientSeconds">Seconds of one client in one round.</param>
/// <param name="ServerSeconds">Seconds of the servers in one round.</param>
public sealed record ProjectedCost(string Hardware, double Factor, double ClientSeconds, double ServerSeconds);

/// <summary>The modelled seconds of a round over three kinds of network; every server has 1 Gbit/s.</summary>
/// <param name="Lan">1 Gbit/s, 0.5 ms.</param>
/// <param name="Wan">100 Mbit/s, 40 ms.</param>
/// <param name="Mobile">10 Mbit/s up, 50 Mbit/s down, 80 ms.</param>
public sealed record ModelledRoundSeconds(double Lan, double Wan, double Mobile);
