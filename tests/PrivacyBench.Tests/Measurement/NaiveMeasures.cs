namespace PrivacyBench.Tests.Measurement;

/// <summary>The definitions of the measures, written out over all pairs and all thresholds.</summary>
internal static class NaiveMeasures
{
    public static double Auc(double[] members, double[] nonMembers) => members.Average(member =>
        nonMembers.Average(other => member > other ? 1 : member == other ? 0.5 : 0));

    public static double TprAtFpr(double[] members, double[] nonMembers, double fpr) => members.Concat(nonMembers)
        .Append(double.PositiveInfinity)
        .Where(threshold => nonMembers.Count(score => score >= threshold) <= (fpr * nonMembers.Length) + 1e-9)
        .Max(threshold => (double)members.Count(score => score >= threshold) / members.Length);
}
