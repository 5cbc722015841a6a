namespace PrivacyBench.Attacks.Source;

/// <summary>Mean and spread, for each record, of a number among clients that do not hold it.</summary>
/// <param name="records">The number of records.</param>
internal sealed class UsualScores(int records)
{
    private readonly double[] sums = new double[records];
    private readonly double[] squares = new double[records];
    private readonly int[] counts = new int[records];

    /// <summary>Adds the clients of one federation.</summary>
    /// <param name="clients">For each record the number of each client; NaN for none.</param>
    /// <param name="holder">The client that holds a record, or −1.</param>
    public void Add(IReadOnlyList<double[]> clients, Func<int, int> holder)
    {
        for (var i = 0; i < records; i++)
        {
            var (source, of) = (holder(i), clients[i]);
            for (var k = 0; k < of.Length; k++)
            {
                if (k != source && !double.IsNaN(of[k]))
                {
                    sums[i] += of[k];
                    squares[i] += of[k] * of[k];
                    counts[i]++;
                }
            }
        }
    }

    /// <summary>How many spreads a number lies above the mean; the number itself where fewer than two are known.</summary>
    public double Standardised(int record, double value)
    {
        if (counts[record] < 2)
        {
            return value;
        }

        var mean = sums[record] / counts[record];
        var variance = (squares[record] / counts[record]) - (mean * mean);
        return (value - mean) / Math.Sqrt(Math.Max(variance, 1e-12));
    }
}
