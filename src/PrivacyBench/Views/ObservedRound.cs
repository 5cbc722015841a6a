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
    /// <summary>Updates of clients that were all sent the same model.</summary>
    public ObservedRound(IReadOnlyList<int> participants, float[] start, IReadOnlyList<float[]> updates)
        : this(participants, [.. participants.Select(_ => start)], updates)
    {
    }

    /// <summary>The rounds of a transcript, with all of their updates.</summary>
    public static IReadOnlyList<ObservedRound> Of(Transcript transcript) => Learnt(transcript,
    [
        .. transcript.Rounds.Select((round, t) => round.Sent.Count > 0
            ? new ObservedRound(round.Participants, round.Sent, round.Updates)
            : new ObservedRound(round.Participants, transcript.GlobalModels[t], round.Updates)),
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

    /// <summary>
    /// For each update and record ⟨∇ℓ(θ; z), Δ⟩, ‖∇ℓ(θ; z)‖² and cos(−∇ℓ(θ; z), Δ). Clients that were sent the same model share the
    /// gradients at it.
    /// </summary>
    public IReadOnlyList<(float[] Products, float[] SquaredNorms, float[] Cosines)> Gradients(Model model, Candidates candidates)
    {
        var found = new (float[], float[], float[])[Updates.Count];
        foreach (var same in Enumerable.Range(0, Updates.Count).GroupBy(p => Starts[p]))
        {
            var (products, norms) = RecordGradients.Along(model, same.Key, [.. same.Select(p => Updates[p])], candidates);
            var squares = Array.ConvertAll(norms, norm => norm * norm);
            foreach (var (place, p) in same.Index())
            {
                var length = (float)Vectors.Norm(Updates[p]);
                found[p] = (products[place], squares, [.. products[place].Zip(norms, (product, norm) => Cosine(-product, norm, length))]);
            }
        }

        return found;
    }

    private static float Cosine(float product, float norm, float length) => norm > 0 && length > 0 ? product / (norm * length) : 0;
}
