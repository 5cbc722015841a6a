using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>Who took part in which round, and with which weight.</summary>
/// <param name="transcript">What happened.</param>
public sealed class Participation(Transcript transcript)
{
    /// <summary>The number of clients of the federation.</summary>
    public int Clients => transcript.Clients;

    /// <summary>The number of rounds.</summary>
    public int Rounds => transcript.Rounds.Count;

    /// <summary>The clients whose updates are in the sum of a round, ascending.</summary>
    public IReadOnlyList<int> Participants(int round) => transcript.Rounds[round].Participants;

    /// <summary>What each participant's update is multiplied by in the mean update of a round.</summary>
    public IReadOnlyList<double> Weights(int round) => transcript.Rounds[round].Weights;

    /// <summary>The clients that were chosen for a round and dropped out of it, ascending, each with the step in which it fell silent.</summary>
    public IReadOnlyList<DroppedClient> Dropped(int round) => transcript.Rounds[round].Dropped;
}
