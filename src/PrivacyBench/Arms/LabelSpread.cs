using PrivacyBench.Federation;
using PrivacyBench.Reports;

namespace PrivacyBench.Arms;

/// <summary>How unlike the clients' data are.</summary>
internal static class LabelSpread
{
    /// <summary>The label counts of a federation's clients and their mean total-variation distance from the whole.</summary>
    public static PartitionResult Of(Arm arm, FederationDesign design)
    {
        var data = arm.Plan.Data;
        var counts = design.ClientRecords.Select(of => Count(of.Select(i => data.Labels[i]), data.ClassNames.Count)).ToArray();
        var whole = Shares(Count(design.ClientRecords.SelectMany(of => of).Select(i => data.Labels[i]), data.ClassNames.Count));
        var distances = counts.Where(of => of.Sum() > 0).Select(of => Shares(of).Zip(whole, (p, q) => Math.Abs(p - q)).Sum() / 2);
        return new(arm.Partition.Label, distances.Average(), counts, data.ClassNames);
    }

    private static int[] Count(IEnumerable<int> labels, int classes)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    private static double[] Shares(int[] counts) => Array.ConvertAll(counts, count => (double)count / counts.Sum());
}
