namespace PrivacyBench.Measurement;

/// <summary>
/// Corrects the chances of several tests (Holm 1979): rejecting where the adjusted one is below a level keeps the chance of any false
/// rejection at that level, whatever the tests depend on.
/// </summary>
public static class Holm
{
    /// <summary>The adjusted chances, in the order given.</summary>
    /// <param name="chances">For each test the chance of as extreme an outcome under its hypothesis, from 0 to 1.</param>
    public static double[] Adjust(IReadOnlyList<double> chances)
    {
        var adjusted = new double[chances.Count];
        var largest = 0.0;
        foreach (var (rank, test) in Enumerable.Range(0, chances.Count).OrderBy(test => chances[test]).Index())
        {
            // No test may be rejected before one whose own chance is smaller.
            largest = Math.Max(largest, Math.Min(1, (chances.Count - rank) * chances[test]));
            adjusted[test] = largest;
        }

        return adjusted;
    }
}
