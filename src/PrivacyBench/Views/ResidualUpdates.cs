using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>
/// What a sum leaves of the honest clients once the updates of the adversary's own are taken off it. Of a round with one honest
/// participant that is its update, up to the rounding of the sum; of a round with more it is their sum again, which names nobody
/// (So et al. 2023).
/// </summary>
/// <param name="transcript">What happened.</param>
/// <param name="sums">The sums.</param>
/// <param name="own">The adversary's own clients.</param>
/// <param name="participation">Who took part, with which weight.</param>
/// <param name="updateRounds">In how many of its rounds a client's updates are asked about, on average; null for all.</param>
public sealed class ResidualUpdates(Transcript transcript, SummedUpdates sums, OwnClients own, Participation participation, int? updateRounds = null)
{
    /// <summary>The updates of the adversary's own clients, and of honest ones in the rounds that give them away.</summary>
    public ClientUpdates Updates { get; } = new(
        transcript.Model,
        participation.Clients,
        ObservedRound.Learnt(
            transcript, [.. Enumerable.Range(0, sums.Rounds).Select(t => Known(transcript.GlobalModels[t], t, sums, own, participation))]),
        updateRounds);

    private static ObservedRound Known(float[] global, int round, SummedUpdates sums, OwnClients own, Participation participation)
    {
        var known = own.Updates(round);
        int[] clients = [.. known.Select(of => of.Client)];
        float[][] updates = [.. known.Select(of => of.Update)];
        return participation.Participants(round).Except(clients).ToArray() is [var honest]
            ? new([.. clients, honest], global, [.. updates, Rest(round, sums, known, participation)])
            : new(clients, global, updates);
    }

    /// <summary>(mean − Σ wₖ·Δₖ over the own clients)/w, in double precision; the honest participant is the last one.</summary>
    private static float[] Rest(int round, SummedUpdates sums, IReadOnlyList<(int Client, float[] Update)> own, Participation participation)
    {
        var weights = participation.Weights(round);
        var rest = Array.ConvertAll(sums.MeanUpdate(round).ToArray(), value => (double)value);
        foreach (var (p, (_, update)) in own.Index())
        {
            for (var i = 0; i < rest.Length; i++)
            {
                rest[i] -= weights[p] * update[i];
            }
        }

        return Array.ConvertAll(rest, value => (float)(value / weights[^1]));
    }
}
