using PrivacyBench.Cryptography.Costs;
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

    /// <summary>For each client the records that it holds, as positions in the data set.</summary>
    public required IReadOnlyList<int[]> ClientRecords { get; init; }

    /// <summary>
    /// How clients learn through predictions. What rounds hold as updates is then what clients share: by how much the predictions of
    /// public records moved. Null where clients share updates of their parameters.
    /// </summary>
    public Distillation? Distillation { get; init; }

    /// <summary>The number of clients.</summary>
    public int Clients => ClientRecords.Count;

    /// <summary>By how much parameters changed, for each model and what was shared of it: what was shared, or what is learnt from it.</summary>
    internal IReadOnlyList<float[]> Learn(IReadOnlyList<float[]> starts, IReadOnlyList<float[]> shared) =>
        Distillation is null ? shared : Distillation.Learn(starts, shared);

    /// <summary>The model that each round's clients started from.</summary>
    internal IReadOnlyList<float[]> Starts => [.. Rounds.Select((round, t) => round.Start(GlobalModels[t]))];

    /// <summary>The step that each round's clients together took from the model that they started from.</summary>
    internal IReadOnlyList<float[]> Steps => Learn(Starts, [.. Rounds.Select(round => round.MeanUpdate)]);

    /// <summary>
    /// P[t][k]: the factor of client k's update in the mean of round t, 0 where it took no part. Without a defense the mean update of a
    /// round is Σ_k P[t][k]·Δ_t^k.
    /// </summary>
    public double[][] ParticipationMatrix =>
    [
        .. Rounds.Select(round =>
        {
            var row = new double[Clients];
            foreach (var (client, factor) in round.Participants.Zip(round.Weights))
            {
                row[client] = factor;
            }

            return row;
        }),
    ];
}

/// <summary>A client that fell silent.</summary>
/// <param name="Client">The client.</param>
/// <param name="Step">The step of the aggregation, or "before" where it had not begun.</param>
public sealed record DroppedClient(int Client, string Step);

/// <summary>One round of a federation.</summary>
public sealed record Round
{
    /// <summary>The clients whose updates are in the mean, ascending; with Poisson sampling or dropouts there may be none.</summary>
    public required IReadOnlyList<int> Participants { get; init; }

    /// <summary>The clients that were chosen and dropped out, ascending, each with the step in which it fell silent.</summary>
    public IReadOnlyList<DroppedClient> Dropped { get; init; } = [];

    /// <summary>Why the round has no sum, so that nobody's update is in it; null where it has one.</summary>
    public string? Stopped { get; init; }

    /// <summary>Whether the server moved the model: always, but for rounds that stopped and need not hide it.</summary>
    public bool IsReleased { get; init; } = true;

    /// <summary>
    /// The model that each participant was sent, where a dishonest server sent another than the global one; empty otherwise.
    /// </summary>
    public IReadOnlyList<float[]> Sent { get; init; } = [];

    /// <summary>
    /// The update of each participant as it left the client: local model less the model that it was sent, after the client's defenses
    /// and as the aggregation carried it, rounded where that rounds.
    /// Empty for clients whose update no position of the scenario may see.
    /// </summary>
    public required IReadOnlyList<float[]> Updates { get; init; }

    /// <summary>What each participant's update was multiplied by in the mean.</summary>
    public required IReadOnlyList<double> Weights { get; init; }

    /// <summary>The mean update as the server applied it.</summary>
    public required float[] MeanUpdate { get; init; }

    /// <summary>What summing under encryption left with a server that was also told the sum; else null.</summary>
    public EncryptedRound? Encrypted { get; init; }

    /// <summary>What the round moved and computed outside local training.</summary>
    public required RoundCost Cost { get; init; }

    /// <summary>What making keys cost that serve later rounds too; null where none were made.</summary>
    public RoundCost? SetUp { get; init; }

    /// <summary>What the range of the protocol did to the updates; null where it has none.</summary>
    public CutOff? CutOff { get; init; }

    /// <summary>CPU seconds of local training of one client, on average over the clients of all federations that trained as one stack.</summary>
    public required double TrainingSecondsPerClient { get; init; }

    /// <summary>
    /// The model that the round's clients started from: the global one, or what a dishonest server sent the first of them, which is
    /// everybody's where it sent one model to all.
    /// </summary>
    internal float[] Start(float[] global) => Sent is [var sent, ..] ? sent : global;
}
