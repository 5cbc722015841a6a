using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>
/// What a sum shows where a dishonest server sent all clients but one a model that learns nothing up to its last hidden layer: in these
/// parameters the sum is the one client's update (Pasquini, Francati, Ateniese 2022).
/// </summary>
public sealed class InconsistentSums
{
    /// <param name="transcript">What happened.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="participation">Who took part, with which weight.</param>
    public InconsistentSums(Transcript transcript, SummedUpdates sums, Participation participation)
    {
        var shown = SilencedModel.Parameters(transcript.Model);
        Updates = new(
            transcript.Model, transcript.Clients, [.. Enumerable.Range(0, sums.Rounds).Select(t => SingledOut(transcript, t, sums, participation, shown))]);
    }

    /// <summary>In each round the update of the client that was singled out, 0 in the parameters that the others trained too.</summary>
    public ClientUpdates Updates { get; }

    private static ObservedRound SingledOut(Transcript transcript, int round, SummedUpdates sums, Participation participation, int shown)
    {
        var global = transcript.GlobalModels[round];
        var place = transcript.Rounds[round].Sent.ToList().FindIndex(sent => ReferenceEquals(sent, global));
        if (place < 0)
        {
            return new([], global, []);
        }

        var update = new float[global.Length];
        for (var i = 0; i < shown; i++)
        {
            update[i] = (float)(sums.MeanUpdate(round)[i] / participation.Weights(round)[place]);
        }

        return new([participation.Participants(round)[place]], global, [update]);
    }
}
