using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>
/// The step that all clients together took in each round, from the global model that they started from: what is left to attack where
/// only the sum is seen.
/// </summary>
/// <param name="transcript">What happened.</param>
/// <param name="updateRounds">How many rounds are asked about; null for all.</param>
public sealed class GlobalSteps(Transcript transcript, int? updateRounds = null)
{
    /// <summary>The steps, as the updates of one client that stands for all.</summary>
    public ClientUpdates AsOneClient { get; } = new(
        transcript.Model, 1, [.. transcript.Starts.Zip(transcript.Steps, (start, step) => new ObservedRound([0], start, [step]))], updateRounds);
}
