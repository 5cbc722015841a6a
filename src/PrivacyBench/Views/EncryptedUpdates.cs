using PrivacyBench.Data;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>
/// Each client's update under approximate encryption, beside the decrypted sum in the precision in which it was released. No round is
/// encrypted where no defense encrypts.
/// </summary>
/// <param name="transcript">What happened.</param>
public sealed class EncryptedUpdates(Transcript transcript)
{
    /// <summary>The number of clients of the federation.</summary>
    public int Clients => transcript.Clients;

    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>The clients that took part in a round.</summary>
    public IReadOnlyList<int> Participants(int round) => transcript.Rounds[round].Participants;

    /// <summary>Each participant's encrypted update, with the public parameters before it; empty where nothing was encrypted.</summary>
    public IReadOnlyList<byte[]> Payloads(int round) => transcript.Rounds[round].Encrypted?.Payloads ?? [];

    /// <summary>The decrypted sum of a round in units of the encoded values.</summary>
    public ReadOnlySpan<double> Released(int round) => transcript.Rounds[round].Encrypted?.Released;

    /// <summary>What some local models say of the candidates, each given by the values that its client encoded.</summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="round">The round.</param>
    /// <param name="encoded">For each participant its encoded update.</param>
    public IReadOnlyList<Predictions> Query(Candidates candidates, int round, IReadOnlyList<double[]> encoded)
    {
        var (global, weights) = (transcript.GlobalModels[round], transcript.Rounds[round].Weights);
        var unit = transcript.Rounds[round].Encrypted?.Unit ?? 1;
        var updates = transcript.Learn(
            [.. encoded.Select(_ => global)], [.. encoded.Select((values, p) => Array.ConvertAll(values, v => (float)(v * unit / weights[p])))]);
        return Inference.Query(transcript.Model, [.. updates.Select(update => Vectors.Add(global, update))], candidates);
    }
}
