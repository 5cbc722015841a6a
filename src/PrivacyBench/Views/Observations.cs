using System.Collections.Concurrent;
using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>Query access to the final global model: its logits on any record.</summary>
/// <param name="transcript">What happened.</param>
public sealed class FinalModel(Transcript transcript)
{
    private readonly QueryCache cache = new(records => Inference.Query(transcript.Model, [transcript.GlobalModels[^1]], records));

    private readonly RecordCache<ConcurrentDictionary<Augmentation, Lazy<IReadOnlyList<Predictions>>>> copies = new(_ => []);

    /// <summary>What the model says of the candidates, or of any other records.</summary>
    public Predictions Query(Candidates candidates) => cache.Get(candidates)[0];

    /// <summary>What the model says of the candidates' copies, one answer for each list of copies.</summary>
    public IReadOnlyList<Predictions> Query(Candidates candidates, Augmentation augmentation) => copies.Get(candidates).GetOrAdd(
        augmentation,
        way => new(() => [.. way.Of(candidates).Select(of => Inference.Query(transcript.Model, [transcript.GlobalModels[^1]], of)[0])])).Value;
}

/// <summary>Query access to the labels that the final global model gives, without scores.</summary>
/// <param name="transcript">What happened.</param>
/// <param name="model">The model that answers.</param>
public sealed class FinalLabels(Transcript transcript, FinalModel model)
{
    /// <summary>The label that the model gives each record.</summary>
    public int[] Query(Candidates records)
    {
        var answers = model.Query(records);
        return [.. Enumerable.Range(0, answers.Count).Select(answers.Answer)];
    }

    /// <summary>The labels that the model gives to each record with each of some vectors added to its features, record by record.</summary>
    /// <param name="records">The records.</param>
    /// <param name="noise">The vectors [vectors × features].</param>
    public int[] Query(Candidates records, float[] noise) => Inference.Labels(transcript.Model, transcript.GlobalModels[^1], records, noise);
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

/// <summary>The model that a round started from, as clients were sent it, and the same model after the mean of their updates.</summary>
/// <param name="transcript">What happened.</param>
public sealed class RoundAnswers(Transcript transcript)
{
    private readonly QueryCache before = new(records => Inference.Query(transcript.Model, transcript.Starts, records));
    private readonly QueryCache after = new(records => Inference.Query(
        transcript.Model, [.. transcript.Starts.Zip(transcript.Steps, (start, step) => Vectors.Add(start, step))], records));

    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>What the model that the clients were sent says of the candidates.</summary>
    public Predictions Before(Candidates candidates, int round) => before.Get(candidates)[round];

    /// <summary>What the same model says of the candidates once the clients' mean update is added.</summary>
    public Predictions After(Candidates candidates, int round) => after.Get(candidates)[round];
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
        [typeof(OwnClients)] = "what clients of its own hold and send",
        [typeof(Participation)] = "who took part",
        [typeof(TrafficRecord)] = "the sizes of messages",
        [typeof(GlobalSteps)] = "the step of each round",
        [typeof(FinestUpdates)] = "single updates, or their sum",
        [typeof(ResidualUpdates)] = "the sum less the updates of its own clients",
        [typeof(InconsistentSums)] = "the sums of clients that it sent different models",
        [typeof(DisaggregatedUpdates)] = "the sums of rounds with known participants",
        [typeof(EncryptedUpdates)] = "encrypted updates beside their decrypted sum",
    };

    /// <summary>An observation in words, such as "each client's update".</summary>
    public static string Describe(Type observation) => Words.GetValueOrDefault(observation, observation.Name);
}
