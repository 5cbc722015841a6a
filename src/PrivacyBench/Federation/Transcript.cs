using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Federation;

/// <summary>All that happened in one federation, round by round, as far as some position may see it.</summary>
public sealed record Transcript
{
    /// <summary>The federation's number, from 0.</summary>
    public required int Federation { get; init; }

    /// <summary>How the vectors below are read as models.</summary>
    public required Model Model { get; init; }

    /// <summary>The global model before the first round and after each: one more than there are rounds.</summary>
    public required IReadOnlyList<float[]> GlobalModels { get; init; }

    /// <summary>What happened in each round.</summary>
    public required IReadOnlyList<Round> Rounds { get; init; }

    /// <summary>The number of clients.</summary>
    public required int Clients { get; init; }
}

/// <summary>One round of a federation.</summary>
public sealed record Round
{
    /// <summary>The clients that took part to the end, ascending; with Poisson sampling or dropouts there may be none.</summary>
    public required IReadOnlyList<int> Participants { get; init; }

    /// <summary>The clients that were chosen and dropped out before their update left them, ascending.</summary>
    public IReadOnlyList<int> Dropped { get; init; } = [];

    /// <summary>
    /// The model that each participant was sent, where a dishonest server sent another than the global one; empty otherwise.
    /// </summary>
    public IReadOnlyList<float[]> Sent { get; init; } = [];

    /// <summary>
    /// The update of each participant as it left the client: local model less the model that it was sent, after the client's defenses.
    /// Empty where no position of the scenario may see it.
    /// </summary>
    public required IReadOnlyList<float[]> Updates { get; init; }

    /// <summary>The mean update as the server applied it.</summary>
    public required float[] MeanUpdate { get; init; }

    /// <summary>What the round moved and computed outside local training.</summary>
    public required RoundTraffic Traffic { get; init; }

    /// <summary>CPU seconds of local training of one client.</summary>
    public required double TrainingSecondsPerClient { get; init; }
}
