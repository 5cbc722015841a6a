using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;

namespace PrivacyBench.Views;

/// <summary>The updates that were observed, or worked out, in one round.</summary>
/// <param name="Participants">The clients whose updates these are.</param>
/// <param name="Starts">For each of them the model that it was sent.</param>
/// <param name="Updates">For each of them its update.</param>
internal sealed record ObservedRound(IReadOnlyList<int> Participants, IReadOnlyList<float[]> Starts, IReadOnlyList<float[]> Updates)
{
    private const int UpdatesAtOnce = 16;

    /// <summary>What each update weighs in the mean; all alike where nothing is known of it.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [.. Participants.Select(_ => 1.0 / Participants.Count)];

    /// <summary>Updates of clients that were all sent the same model.</summary>
    public ObservedRound(IReadOnlyList<int> participants, float[] start, IReadOnlyList<float[]> updates)
        : this(participants, [.. participants.Select(_ => start)], updates)
    {
    }

    /// <summary>The rounds of a transcript, with all of their updates.</summary>
    public static IReadOnlyList<ObservedRound> Of(Transcript transcript) => Learnt(transcript,
    [
        .. transcript.Rounds.Select((round, t) => round.Sent.Count > 0
            ? new ObservedRound(round.Participants, round.Sent, round.Updates) { Weights = round.Weights }
            : new ObservedRound(round.Participants, transcript.GlobalModels[t], round.Updates) { Weights = round.Weights }),
    ]);

    /// <summary>The same rounds with the updates that can be learnt from what clients shared, where that is no update.</summary>
    public static IReadOnlyList<ObservedRound> Learnt(Transcript transcript, IReadOnlyList<ObservedRound> shared)
    {
        if (transcript.Distillation is null)
        {
            return shared;
        }

        var updates = transcript.Learn([.. shared.SelectMany(round => round.Starts)], [.. shared.SelectMany(round => round.Updates)]);
        var next = 0;
        return [.. shared.Select(round => round with { Updates = [.. round.Updates.Select(_ => updates[next++])] })];
    }

    /// <summary>For each update the model that it started from with the weighted mean of all others; that model itself where there is no other.</summary>
    public IEnumerable<float[]> ModelsWithout() => Updates.Select((own, p) =>
    {
        var (others, weight) = ((float[])[.. own.Select(_ => 0f)], Weights.Sum() - Weights[p]);
        foreach (var (q, update) in Updates.Index().Where(of => of.Index != p && weight > 0))
        {
            others = Vectors.Add(others, update, (float)(Weights[q] / weight));
        }

        return Vectors.Add(Starts[p], others);
    });

    /// <summary>For each update what it does to every record. Clients that were sent the same model are asked together.</summary>
    public IReadOnlyList<RecordsUnderUpdate> Ask(Model model, Candidates candidates)
    {
        var found = new RecordsUnderUpdate[Updates.Count];
        foreach (var same in Enumerable.Range(0, Updates.Count).GroupBy(p => Starts[p]).SelectMany(of => of.Chunk(UpdatesAtOnce)))
        {
            var records = RecordsUnderUpdates.Of(model, Starts[same[0]], [.. same.Select(p => Updates[p])], candidates);
            foreach (var (place, p) in same.Index())
            {
                found[p] = RecordsUnderUpdate.Of(records, place, Vectors.Norm(Updates[p]));
            }
        }

        return found;
    }
}
