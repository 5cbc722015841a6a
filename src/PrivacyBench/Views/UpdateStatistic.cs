namespace PrivacyBench.Views;

/// <summary>One number for every observed update and every record, such as the loss of the local model on the record.</summary>
public sealed class UpdateStatistic
{
    private readonly int clients;
    private readonly int records;
    private readonly float[][][] values;
    private readonly IReadOnlyList<IReadOnlyList<int>> participants;
    private readonly Lazy<double[][]> means;
    private readonly Lazy<double[][]> withinRounds;

    /// <param name="clients">The number of clients of the federation.</param>
    /// <param name="records">The number of records.</param>
    /// <param name="participants">For each round the clients whose updates were observed.</param>
    /// <param name="values">For each round, participant and record the number.</param>
    internal UpdateStatistic(int clients, int records, IReadOnlyList<IReadOnlyList<int>> participants, float[][][] values)
    {
        this.clients = clients;
        this.records = records;
        this.participants = participants;
        this.values = values;
        means = new(() => MeansOf(_ => 0));
        withinRounds = new(() => MeansOf(RoundMean));
    }

    /// <summary>The number of rounds.</summary>
    public int Rounds => values.Length;

    /// <summary>
    /// For each record and client the mean over the client's rounds; NaN for a client that was never observed. Computed once, and not to
    /// be changed.
    /// </summary>
    public IReadOnlyList<double[]> Means => means.Value;

    /// <summary>
    /// The same of what a number differs by from its round's mean over all participants and records: clients that took part in other
    /// rounds, early ones or late ones, can be compared.
    /// </summary>
    public IReadOnlyList<double[]> MeansWithinRounds => withinRounds.Value;

    /// <summary>The clients whose updates were observed in a round.</summary>
    public IReadOnlyList<int> Participants(int round) => participants[round];

    /// <summary>The number for each record.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="participant">The position in <see cref="Participants"/>.</param>
    public ReadOnlySpan<float> Of(int round, int participant) => values[round][participant];

    /// <summary>Means as scores: −∞ for a client that was never observed.</summary>
    /// <param name="means">For each record and client the mean.</param>
    /// <param name="sign">1 where a higher number tells of a member, −1 where a lower one does.</param>
    public static double[][] Scores(IReadOnlyList<double[]> means, int sign = 1) =>
        [.. means.Select(of => Array.ConvertAll(of, mean => double.IsNaN(mean) ? double.NegativeInfinity : sign * mean))];

    /// <summary>The same of another number that follows from each.</summary>
    internal UpdateStatistic Select(Converter<float, float> number) => new(
        clients, records, participants, Array.ConvertAll(values, round => Array.ConvertAll(round, of => Array.ConvertAll(of, number))));

    private double RoundMean(int round) => values[round].Select(of => of.Average(value => (double)value)).DefaultIfEmpty(0).Average();

    private double[][] MeansOf(Func<int, double> level)
    {
        var sums = new double[clients][];
        var rounds = new int[clients];
        for (var k = 0; k < clients; k++)
        {
            sums[k] = new double[records];
        }

        for (var t = 0; t < Rounds; t++)
        {
            var usual = level(t);
            foreach (var (p, client) in participants[t].Index())
            {
                rounds[client]++;
                var (sum, of) = (sums[client], values[t][p]);
                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += of[i] - usual;
                }
            }
        }

        // 0/0 is NaN: nothing is known of a client that never took part.
        return [.. Enumerable.Range(0, records).Select(i => sums.Select((of, k) => of[i] / rounds[k]).ToArray())];
    }
}
