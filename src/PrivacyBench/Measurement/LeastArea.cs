using MathNet.Numerics.Distributions;

namespace PrivacyBench.Measurement;

/// <summary>
/// A lower bound on the area under the ROC curve of an attack on many federations: the share of pairs of a member and a non-member that it
/// puts in order.
/// </summary>
/// <remarks>
/// Records of a federation are correlated, and a record is in many pairs. So the variance comes from what each federation adds to the area
/// (Obuchowski 1997, "Nonparametric analysis of clustered ROC curve data"), and as many independent pairs as have this variance stand in the
/// interval of Clopper and Pearson, never more than there are records; that keeps its level where hardly a pair is out of order.
/// </remarks>
internal static class LeastArea
{
    private const int FewestFederations = 5;

    /// <summary>The bound; null for fewer than five federations, which do not show how correlated their records are.</summary>
    /// <param name="cell">The scored federations; together they hold members and non-members.</param>
    /// <param name="significance">The chance of a bound above the truth.</param>
    public static double? Of(IReadOnlyList<ScoredFederation> cell, double significance)
    {
        if (cell.Count < FewestFederations)
        {
            return null;
        }

        var (members, nonMembers) = (Sorted(cell, true), Sorted(cell, false));
        // The share of the other kind that each record is in order with, a tie for half.
        double[][] inOrder =
        [
            .. cell.Select(of => of.Scores.Zip(of.Members, (score, isIn) => isIn ? Below(nonMembers, score) : 1 - Below(members, score)).ToArray()),
        ];
        var area = cell.Zip(inOrder, (of, shares) => shares.Where((_, r) => of.Members[r]).Sum()).Sum() / members.Length;
        var variance = cell.Zip(inOrder, (of, shares) => shares.Select(
            (share, r) => (share - area) / (of.Members[r] ? members.Length : nonMembers.Length)).Sum()).Sum(part => part * part) * cell.Count / (cell.Count - 1);
        return Lowest(area, variance, members.Length + nonMembers.Length, cell.Count, significance);
    }

    /// <summary>The bound for an attack that puts all of as many pairs in order.</summary>
    public static double? OfPerfect(IReadOnlyList<ScoredFederation> cell, double significance) => cell.Count < FewestFederations
        ? null
        : Lowest(1, 0, cell.Sum(of => of.Scores.Length), cell.Count, significance);

    private static double Lowest(double area, double variance, int records, int federations, double significance)
    {
        var independent = Math.Min(records, variance > 0 ? area * (1 - area) / variance : records);
        // A variance from few federations is uncertain itself.
        var level = 1 - significance;
        var wider = StudentT.InvCDF(0, 1, Math.Max(1, records - 1), level) / StudentT.InvCDF(0, 1, federations - 1, level);
        var trials = independent * wider * wider;
        var right = area * trials;
        return right <= 0 ? 0 : Beta.InvCDF(right, trials - right + 1, significance);
    }

    private static double[] Sorted(IReadOnlyList<ScoredFederation> cell, bool members) =>
        [.. cell.SelectMany(of => of.Scores.Where((_, r) => of.Members[r] == members)).Order()];

    /// <summary>The share of ascending values below one, with half of those that equal it.</summary>
    private static double Below(double[] ascending, double value)
    {
        int First(Func<double, bool> beyond)
        {
            var (low, high) = (0, ascending.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = beyond(ascending[middle]) ? (low, middle) : (middle + 1, high);
            }

            return low;
        }

        return (First(v => v >= value) + First(v => v > value)) / (2.0 * ascending.Length);
    }
}
