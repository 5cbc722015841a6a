using System.Runtime.CompilerServices;
using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>Query access to the final global model: its logits on any record.</summary>
/// <param name="transcript">What happened.</param>
public sealed class FinalModel(Transcript transcript)
{
    private readonly QueryCache cache = new(records => Inference.Query(transcript.Model, [transcript.GlobalModels[^1]], records));

    /// <summary>What the model says of the candidates, or of any other records.</summary>
    public Predictions Query(Candidates candidates) => cache.Get(candidates)[0];
}

/// <summary>Query access to the labels that the final global model gives, without scores.</summary>
/// <param name="model">The model that answers.</param>
public sealed class FinalLabels(FinalModel model)
{
    /// <summary>The label that the model gives each record.</summary>
    public int[] Query(Candidates records)
    {
        var answers = model.Query(records);
        return [.. Enumerable.Range(0, answers.Count).Select(answers.Answer)];
    }
}

/// <summary>The global model of every round, the initial one first.</summary>
/// <param name="transcript">What happened.</param>
public sealed class GlobalModels(Transcript transcript)
{
    private readonly QueryCache cache = new(candidates => Inference.Query(transcript.Model, transcript.GlobalModels, candidates));

    /// <summary>How many there are: one more than rounds.</summary>
    public int Count => transcript.GlobalModels.Count;

    /// <summary>The parameters of a model.</summary>
    public ReadOnlySpan<float> Parameters(int model) => transcript.GlobalModels[model];

    /// <summary>What one of the models says of the candidates.</summary>
    public Predictions Query(Candidates candidates, int model) => cache.Get(candidates)[model];
}

/// <summary>The update of each client in each round, as it left the client, and so the client's local model.</summary>
/// <param name="transcript">What happened.</param>
public sealed class ClientUpdates(Transcript transcript)
{
    private readonly QueryCache cache = new(candidates => Inference.Query(transcript.Model, LocalModels(transcript), candidates));

    /// <summary>The number of clients of the federation.</summary>
    public int Clients => transcript.Clients;

    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>The clients that took part in a round.</summary>
    public IReadOnlyList<int> Participants(int round) => transcript.Rounds[round].Participants;

    /// <summary>A participant's update: its local model less the global model.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="participant">The position in <see cref="Participants"/>.</param>
    public ReadOnlySpan<float> Update(int round, int participant) => transcript.Rounds[round].Updates[participant];

    /// <summary>What a participant's local model θ_t^k says of the candidates.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="participant">The position in <see cref="Participants"/>.</param>
    public Predictions Query(Candidates candidates, int round, int participant) =>
        cache.Get(candidates)[transcript.Rounds.Take(round).Sum(r => r.Participants.Count) + participant];

    private static List<float[]> LocalModels(Transcript transcript) =>
    [
        .. transcript.Rounds.SelectMany((round, t) => round.Updates.Select((update, p) =>
            Vectors.Add(round.Sent.Count > 0 ? round.Sent[p] : transcript.GlobalModels[t], update))),
    ];
}

/// <summary>The mean of the updates of each round, without the single ones.</summary>
/// <param name="transcript">What happened.</param>
public sealed class SummedUpdates(Transcript transcript)
{
    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>The clients that took part in a round.</summary>
    public IReadOnlyList<int> Participants(int round) => transcript.Rounds[round].Participants;

    /// <summary>The mean update of a round.</summary>
    public ReadOnlySpan<float> MeanUpdate(int round) => transcript.Rounds[round].MeanUpdate;
}

/// <summary>The model that a round started from, as clients were sent it, and the same model after the mean of their updates.</summary>
/// <param name="transcript">What happened.</param>
public sealed class RoundAnswers(Transcript transcript)
{
    private readonly QueryCache before = new(records => Inference.Query(transcript.Model, Starts(transcript), records));
    private readonly QueryCache after = new(records => Inference.Query(
        transcript.Model, [.. Starts(transcript).Zip(transcript.Rounds, (start, round) => Vectors.Add(start, round.MeanUpdate))], records));

    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>What the model that the clients were sent says of the candidates.</summary>
    public Predictions Before(Candidates candidates, int round) => before.Get(candidates)[round];

    /// <summary>What the same model says of the candidates once the clients' mean update is added.</summary>
    public Predictions After(Candidates candidates, int round) => after.Get(candidates)[round];

    // A dishonest server that sends one model to all: the first client's is everybody's.
    private static List<float[]> Starts(Transcript transcript) =>
        [.. transcript.Rounds.Select((round, t) => round.Sent is [var sent, ..] ? sent : transcript.GlobalModels[t])];
}

/// <summary>The words for observations in messages and reports.</summary>
public static class Observations
{
    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(FinalModel)] = "the scores of the final model",
        [typeof(FinalLabels)] = "the labels of the final model",
        [typeof(GlobalModels)] = "the global model of every round",
        [typeof(RoundAnswers)] = "the model before and after each round",
        [typeof(ClientUpdates)] = "each client's update",
        [typeof(SummedUpdates)] = "the sum of the updates",
    };

    /// <summary>An observation in words, such as "each client's update".</summary>
    public static string Describe(Type observation) => Words.GetValueOrDefault(observation, observation.Name);
}

/// <summary>Remembers the answers to each list of records for as long as somebody holds the list.</summary>
internal sealed class QueryCache(Func<Candidates, IReadOnlyList<Predictions>> query)
{
    private readonly Lock gate = new();
    private readonly ConditionalWeakTable<Candidates, IReadOnlyList<Predictions>> answers = [];

    public IReadOnlyList<Predictions> Get(Candidates candidates)
    {
        // One query at a time: the others wait for its answers instead of computing them again.
        lock (gate)
        {
            return answers.GetValue(candidates, list => query(list));
        }
    }
}
