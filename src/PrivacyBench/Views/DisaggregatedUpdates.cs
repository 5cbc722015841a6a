using MathNet.Numerics.LinearAlgebra;
using PrivacyBench.Federation;

namespace PrivacyBench.Views;

/// <summary>
/// What the sums of rounds with different participants give away of each client: S = P·U, with a row of S the mean update of a round, P
/// the weight of each client in it, and U the clients' mean updates (Lam et al. 2021, gradient disaggregation).
/// </summary>
/// <remarks>
/// The solution is the shortest one. Clients that the rounds cannot tell apart share one estimate, so that with full participation
/// nobody is named.
/// </remarks>
public sealed class DisaggregatedUpdates
{
    /// <param name="transcript">What happened.</param>
    /// <param name="sums">The sums.</param>
    /// <param name="participation">Who took part, with which weight.</param>
    public DisaggregatedUpdates(Transcript transcript, SummedUpdates sums, Participation participation)
    {
        var inverse = Matrix<double>.Build.DenseOfRowArrays(transcript.ParticipationMatrix).PseudoInverse();
        float[][] estimates = [.. Enumerable.Range(0, participation.Clients).Select(k => Combined(sums, inverse.Row(k)))];
        int[] all = [.. Enumerable.Range(0, participation.Clients)];
        // The estimate is one for all rounds: more models to start it from than that of the middle tell little more.
        var middle = new ObservedRound(all, transcript.GlobalModels[sums.Rounds / 2], estimates);
        Updates = new(transcript.Model, participation.Clients, ObservedRound.Learnt(transcript, [middle]));
    }

    /// <summary>Each client's estimated mean update, as if sent in the middle of the rounds.</summary>
    public ClientUpdates Updates { get; }

    private static float[] Combined(SummedUpdates sums, Vector<double> factors)
    {
        var combined = new float[sums.MeanUpdate(0).Length];
        for (var t = 0; t < sums.Rounds; t++)
        {
            combined = Vectors.Add(combined, sums.MeanUpdate(t), (float)factors[t]);
        }

        return combined;
    }
}
