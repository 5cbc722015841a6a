using PrivacyBench.Data;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>Turns a source attack's posterior into answers, and sets the guess beside them that needs no view.</summary>
internal static class SourceAnswer
{
    /// <param name="federation">The federation's number.</param>
    /// <param name="members">The measured candidates, all members.</param>
    /// <param name="candidates">All candidates.</param>
    /// <param name="truth">Who holds what.</param>
    /// <param name="posterior">For each candidate the log-posterior over clients, up to a constant.</param>
    /// <param name="ownClients">The first clients are the adversary's: it knows what they hold and does not name them.</param>
    /// <param name="guesses">For each of the members the probability that the best guess without a view is right.</param>
    public static AnsweredFederation Of(
        int federation, int[] members, Candidates candidates, Truth truth, double[][] posterior, int ownClients, double[] guesses)
    {
        var honest = members.Select(i => posterior[i][ownClients..]).ToArray();
        return new(
            federation,
            [.. members.Select(i => candidates.Records[i])],
            [.. members.Select(i => truth.Sources[i])],
            [.. honest.Select(p => ownClients + Array.IndexOf(p, p.Max()))],
            guesses,
            [.. honest.Select((p, m) => LogShare(p, truth.Sources[members[m]] - ownClients))]);
    }

    /// <summary>ln of the softmax at one place.</summary>
    private static double LogShare(double[] logits, int place)
    {
        var highest = logits.Max();
        return Math.Min(0, logits[place] - highest - Math.Log(logits.Sum(z => Math.Exp(z - highest))));
    }
}
