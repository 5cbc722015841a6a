using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>The sizes and numbers of the messages of each round; their content is encrypted.</summary>
/// <param name="transcript">What happened.</param>
public sealed class TrafficRecord(Transcript transcript)
{
    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>Bytes, messages and seconds of a round.</summary>
    public RoundCost Of(int round) => transcript.Rounds[round].Cost;
}
