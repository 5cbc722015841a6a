using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>The mean of the updates of each round, without the single ones.</summary>
/// <param name="transcript">What happened.</param>
public sealed class SummedUpdates(Transcript transcript)
{
    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>The mean update of a round, as it was released.</summary>
    public ReadOnlySpan<float> MeanUpdate(int round) => transcript.Rounds[round].MeanUpdate;
}
