using PrivacyBench.Federation;

namespace PrivacyBench.Defenses;

/// <summary>The numbers of a federation that a defense may depend on.</summary>
/// <param name="Clients">Clients of a federation.</param>
/// <param name="Rounds">Rounds of training.</param>
/// <param name="Parameters">Values that a client sends: the parameters of the model, unless a defense encodes them.</param>
public sealed record FederationSize(int Clients, int Rounds, int Parameters)
{
    /// <summary>Records that a client trains on, on average.</summary>
    public int RecordsPerClient { get; init; } = 1;

    /// <summary>What a client does in a round, as the strategy has it.</summary>
    public LocalTraining Local { get; init; } = new() { LearningRate = 0.1 };

    /// <summary>Who takes part in a round.</summary>
    public Participation Participation { get; init; } = new();

    /// <summary>Whether one of the defenses shows nobody a single update, only the sum.</summary>
    public bool SumsUpdates { get; init; }

    /// <summary>The largest absolute value that must travel unclipped; 0 where it is open.</summary>
    public double LargestValue { get; init; }

    /// <summary>The fraction bits that must travel unrounded; 0 where it is open.</summary>
    public int FractionBits { get; init; }

    /// <summary>Clients that are asked to take part in a round; their mean number with Poisson sampling.</summary>
    public double Participants => Participation.IsPoisson
        ? Participation.Share * Clients
        : Math.Max(1, Math.Round(Participation.Share * Clients));
}
