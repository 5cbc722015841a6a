namespace PrivacyBench.Measurement;

/// <summary>The threshold that maximises the advantage on given records: candidates at or above it are called members.</summary>
/// <param name="Value">The threshold, halfway between two neighbouring scores; +∞ calls nobody a member.</param>
/// <param name="Advantage">TPR − FPR on the records on which it was chosen: for choosing only, never to be reported.</param>
internal readonly record struct Threshold(double Value, double Advantage)
{
    /// <param name="scores">The scores; sorted in place.</param>
    /// <param name="members">Whether each is a member's; sorted with the scores.</param>
    public static Threshold Best(double[] scores, bool[] members)
    {
        Array.Sort(scores, members);
        var positives = members.Count(member => member);
        var negatives = members.Length - positives;
        var best = new Threshold(double.PositiveInfinity, 0);
        if (positives == 0 || negatives == 0)
            return best;
        int truePositives = 0, falsePositives = 0;
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            if (members[i])
                truePositives++;
            else
                falsePositives++;
            if (i > 0 && scores[i] == scores[i - 1])
                continue;
            var advantage = ((double)truePositives / positives) - ((double)falsePositives / negatives);
            if (advantage > best.Advantage)
                best = new(i > 0 ? Between(scores[i - 1], scores[i]) : scores[i], advantage);
        }

        return best;
    }

    // Halfway, so that the threshold favours neither the records above nor those below it; infinities have no half.
    private static double Between(double below, double above)
    {
        var half = (below / 2) + (above / 2);
        return double.IsFinite(half) && half > below ? half : above;
    }
}
