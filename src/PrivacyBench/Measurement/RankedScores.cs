namespace PrivacyBench.Measurement;

/// <summary>
/// The scores of a cell, pooled and sorted once, so that the measures of any bootstrap sample take one pass over them.
/// </summary>
internal sealed class RankedScores
{
    // For each record from the highest score to the lowest: its unit, whether it is the last of equal scores, whether it is a member.
    private const int MemberBit = 1;
    private const int LastOfTieBit = 2;
    private const int UnitShift = 2;
    private readonly int[] ranked;
    private readonly int[] membersOf;
    private readonly int[] nonMembersOf;

    public RankedScores(IReadOnlyList<ScoredFederation> cell, Resampler resampler)
    {
        membersOf = new int[resampler.Units];
        nonMembersOf = new int[resampler.Units];
        var records = cell.Sum(federation => federation.Scores.Length);
        var descending = new double[records];
        ranked = new int[records];
        var next = 0;
        for (var f = 0; f < cell.Count; f++)
        {
            for (var r = 0; r < cell[f].Scores.Length; r++, next++)
            {
                var unit = resampler.UnitOf(f, r);
                (cell[f].Members[r] ? membersOf : nonMembersOf)[unit]++;
                descending[next] = -cell[f].Scores[r];
                ranked[next] = (unit << UnitShift) | (cell[f].Members[r] ? MemberBit : 0);
            }
        }

        Array.Sort(descending, ranked);
        for (var i = 0; i < records; i++)
        {
            if (i == records - 1 || descending[i] != descending[i + 1])
                ranked[i] |= LastOfTieBit;
        }
    }

    /// <summary>The area under the ROC curve (Mann-Whitney, ties halved) and the true positive rates at false positive rates.</summary>
    /// <param name="weights">How often each unit counts.</param>
    /// <param name="falsePositiveRates">The targets, ascending.</param>
    /// <param name="truePositiveRates">Receives, for each target, the largest true positive rate whose false positive rate is at most
    /// the target.</param>
    /// <param name="splitsTies">Whether records of one score may be split by a coin: a tie is then a straight segment of the curve, and a
    /// target inside it gets its share. Otherwise a tie is called as a whole.</param>
    /// <returns>The area, or NaN (and NaN rates) when the sample has no members or no non-members.</returns>
    public double Sweep(ReadOnlySpan<int> weights, ReadOnlySpan<double> falsePositiveRates, Span<double> truePositiveRates, bool splitsTies = false)
    {
        var members = Sum(membersOf, weights);
        var nonMembers = Sum(nonMembersOf, weights);
        if (members == 0 || nonMembers == 0)
        {
            truePositiveRates.Fill(double.NaN);
            return double.NaN;
        }

        // Twice the number of (member, non-member) pairs that are ordered right, a tie counting one.
        long pairs = 0, truePositives = 0, falsePositives = 0, tiedMembers = 0, tiedNonMembers = 0;
        var target = 0;
        var limit = Limit(falsePositiveRates, target, nonMembers);
        foreach (var record in ranked)
        {
            long weight = weights[record >> UnitShift];
            var member = weight & -(record & MemberBit);
            tiedMembers += member;
            tiedNonMembers += weight - member;
            if ((record & LastOfTieBit) == 0)
                continue;
            pairs += tiedNonMembers * ((2 * truePositives) + tiedMembers);
            falsePositives += tiedNonMembers;
            while (falsePositives > limit)
            {
                var before = falsePositives - tiedNonMembers;
                var share = splitsTies ? Math.Max(0, (falsePositiveRates[target] * nonMembers) - before) / tiedNonMembers : 0;
                truePositiveRates[target++] = (truePositives + (share * tiedMembers)) / members;
                limit = Limit(falsePositiveRates, target, nonMembers);
            }

            truePositives += tiedMembers;
            tiedMembers = 0;
            tiedNonMembers = 0;
        }

        truePositiveRates[target..falsePositiveRates.Length].Fill(1);
        return pairs / (2.0 * members * nonMembers);
    }

    // The most false positives that the target allows; a hair is added because 0.1 × 30 must be 3.
    private static long Limit(ReadOnlySpan<double> rates, int target, long nonMembers) =>
        target < rates.Length ? (long)Math.Floor((rates[target] * nonMembers) + 1e-9) : long.MaxValue;

    private static long Sum(ReadOnlySpan<int> counts, ReadOnlySpan<int> weights)
    {
        long sum = 0;
        for (var unit = 0; unit < counts.Length; unit++)
            sum += (long)counts[unit] * weights[unit];
        return sum;
    }
}
