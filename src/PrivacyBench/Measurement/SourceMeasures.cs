namespace PrivacyBench.Measurement;

/// <summary>What an attack on the source of records achieved in one cell.</summary>
/// <param name="Accuracy">The share of records whose client is named right.</param>
/// <param name="Guess">The share that the best guess without the view gets right on the same records.</param>
/// <param name="Advantage">(accuracy − guess) / (1 − guess): 0 is guessing, 1 is always right; null when guessing is always right.
/// Its bootstrap is paired: both rates are taken on the same sample.</param>
/// <param name="LogLoss">The mean of −ln of the posterior probability of the true client, in nats; null when it is not finite or the
/// attack has no posterior.</param>
/// <param name="Recalls">The accuracy for each client's records, by client number.</param>
/// <param name="Records">The number of (federation, record) pairs.</param>
/// <param name="Federations">The number of federations.</param>
/// <param name="Resampled">What the intervals' bootstrap resampled.</param>
/// <param name="AdvantageReason">Why there is no advantage, or null when there is one.</param>
/// <param name="LogLossReason">Why there is no log-loss, or null when there is one.</param>
public sealed record SourceMeasures(
    Rate Accuracy,
    Rate Guess,
    Rate? Advantage,
    Rate? LogLoss,
    IReadOnlyList<ClientRecall> Recalls,
    int Records,
    int Federations,
    ResamplingUnit Resampled,
    string? AdvantageReason,
    string? LogLossReason)
{
    private const int FixedMeasures = 4;

    /// <summary>Measures a cell.</summary>
    /// <param name="cell">The answered federations.</param>
    /// <param name="random">The stream of the bootstrap.</param>
    /// <param name="intervals">Confidence and number of draws; <see cref="Intervals.Default"/> when null.</param>
    /// <exception cref="ArgumentException">The cell has no records.</exception>
    public static SourceMeasures Of(IReadOnlyList<AnsweredFederation> cell, RandomStream random, Intervals? intervals = null)
    {
        intervals ??= Intervals.Default;
        var resampler = Resampler.Of(SourceAnswers.StrataOf(cell), SourceAnswers.RecordsOf(cell));
        var answers = SourceAnswers.Of(cell, resampler);
        var recalls = RecallsOf(cell, resampler);
        PooledMean[] byClient = [.. recalls.Values];
        Bootstrap.Statistics Over(Resampler units)
        {
            var (answered, logLoss) = (SourceAnswers.Of(cell, units), LogLossOf(cell, units));
            PooledMean[] recalled = [.. RecallsOf(cell, units).Values];
            return (weights, values) =>
            {
                values[0] = answered.Accuracy.Of(weights);
                values[1] = answered.Guess.Of(weights);
                values[2] = answered.Advantage(weights);
                values[3] = logLoss.Of(weights);
                for (var i = 0; i < recalled.Length; i++)
                    values[FixedMeasures + i] = recalled[i].Of(weights);
            };
        }

        var rates = Bootstrap.Rates(
            FixedMeasures + byClient.Length,
            Over,
            resampler,
            intervals,
            random);
        Rate Exact(Rate rate, PooledMean mean) => ClopperPearson.WhereUnanimous(rate.Within(0, 1), mean.Count, intervals.Confidence);
        var accuracy = Exact(rates[0], answers.Accuracy);
        var guess = rates[1].Within(0, 1);
        Rate? advantage = rates[2] switch
        {
            { Value: double.NaN } => null,
            { Low: 1 } => new(1, (accuracy.Low - guess.Value) / (1 - guess.Value), 1),
            var rate => rate.Within(double.NegativeInfinity, 1),
        };
        var missingLogLoss = MissingLogLoss(cell);
        return new(
            accuracy,
            guess,
            advantage,
            missingLogLoss is null ? rates[3].Within(0, double.PositiveInfinity) : null,
            [.. recalls.Keys.Select((client, i) =>
                new ClientRecall(client, Exact(rates[FixedMeasures + i], byClient[i]), byClient[i].Count))],
            answers.Accuracy.Count,
            cell.Count,
            resampler.Unit,
            advantage is null ? Choice.NothingOpen : null,
            missingLogLoss);
    }

    private static string? MissingLogLoss(IReadOnlyList<AnsweredFederation> cell)
    {
        if (cell.Any(federation => federation.LogProbabilities is null))
            return "The attack gives no posterior probabilities.";
        var impossible = cell.Sum(federation => federation.LogProbabilities!.Count(double.IsInfinity));
        return impossible == 0 ? null : FormattableString.Invariant($"The posterior rules out the true client of {impossible} records.");
    }

    private static PooledMean LogLossOf(IReadOnlyList<AnsweredFederation> cell, Resampler resampler)
    {
        var mean = new PooledMean(resampler);
        for (var f = 0; f < cell.Count; f++)
        {
            foreach (var (record, logProbability) in (cell[f].LogProbabilities ?? []).Index())
                mean.Add(f, record, -logProbability);
        }

        return mean;
    }

    private static SortedDictionary<int, PooledMean> RecallsOf(IReadOnlyList<AnsweredFederation> cell, Resampler resampler)
    {
        var recalls = new SortedDictionary<int, PooledMean>();
        for (var f = 0; f < cell.Count; f++)
        {
            foreach (var (record, client) in cell[f].Sources.Index())
            {
                if (!recalls.TryGetValue(client, out var recall))
                    recalls[client] = recall = new(resampler);
                recall.Add(f, record, cell[f].Answers[record] == client ? 1 : 0);
            }
        }

        return recalls;
    }
}
