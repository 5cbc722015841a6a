using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Federation;

/// <summary>Which records one federation trains on, and who holds them.</summary>
/// <param name="Federation">The federation's number, from 0.</param>
/// <param name="ClientRecords">For each client the positions of its records in the data set.</param>
/// <param name="Random">The stream of everything random in this federation; the same under every defense.</param>
public sealed record FederationDesign(int Federation, IReadOnlyList<int[]> ClientRecords, RandomStream Random);

/// <summary>How a federation trains, whichever its records.</summary>
public sealed record TrainingPlan
{
    /// <summary>The data set, its features scaled.</summary>
    public required Dataset Data { get; init; }

    /// <summary>The model.</summary>
    public required Model Model { get; init; }

    /// <summary>What a client does in a round.</summary>
    public required LocalTraining Local { get; init; }

    /// <summary>What the server does with the mean update.</summary>
    public required ServerOptimizer Strategy { get; init; }

    /// <summary>Records whose predictions the strategy may have clients share, as positions in the data set; nobody's labels of them are used.</summary>
    public IReadOnlyList<int> PublicRecords { get; init; } = [];

    /// <summary>The number of rounds.</summary>
    public required int Rounds { get; init; }

    /// <summary>Whether an update weighs in the mean as many as its client has records; else all weigh alike.</summary>
    public bool WeighsRecords { get; init; } = true;

    /// <summary>Who takes part in a round.</summary>
    public Participation Participation { get; init; } = new();

    /// <summary>What the defenses change, in their order.</summary>
    public IReadOnlyList<RoundHooks> Hooks { get; init; } = [];

    /// <summary>What an active adversary does meanwhile; null where nobody interferes.</summary>
    public Interference? Interference { get; init; }

    /// <summary>Whether cryptographic keys derive from the federation's stream, for debugging; else they come from the system.</summary>
    public bool ReproducibleKeys { get; init; }

    /// <summary>The transcript keeps the updates of this many of the first clients; of the others only what is released.</summary>
    public int KeptClients { get; init; } = int.MaxValue;

    /// <summary>What stays of a federation's transcript once it is whole, such as the updates that somebody asks about; all of it unless said otherwise.</summary>
    internal Func<Transcript, Transcript> Keep { get; init; } = transcript => transcript;

    /// <summary>Whether a first round is run and thrown away, so that the seconds of the others are those of warm code.</summary>
    public bool WarmsUp { get; init; }

    /// <summary>How clients learn through predictions; null where they share updates of their parameters.</summary>
    internal Distillation? Distillation =>
        Strategy.Predictions is { } predictions ? new(Model, new(Data, PublicRecords), predictions.Training) : null;
}
