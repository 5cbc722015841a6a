using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>What the adversary's own clients hold and send: they are the federation's first clients.</summary>
/// <param name="transcript">What happened.</param>
/// <param name="count">How many clients are the adversary's.</param>
public sealed class OwnClients(Transcript transcript, int count)
{
    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>The records of one of them, as positions in the data set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The client is not the adversary's.</exception>
    public IReadOnlyList<int> Records(int client)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(client, count);
        return transcript.ClientRecords[client];
    }

    /// <summary>Those of them that took part in a round, with the update that each sent.</summary>
    public IReadOnlyList<(int Client, float[] Update)> Updates(int round) =>
        [.. transcript.Rounds[round].Participants.Zip(transcript.Rounds[round].Updates).Where(of => of.First < count)];
}
