using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>Rounds of one aggregation by warm code.</summary>
/// <param name="Trials">The rounds, at least one.</param>
internal sealed record AggregationStudy(IReadOnlyList<AggregationTrial> Trials)
{
    private const double Confidence = 0.95;

    /// <summary>What a round costs; there is no training in it.</summary>
    public Cost Cost
    {
        get
        {
            RoundCost[] costs = [.. Trials.Select(trial => trial.Outcome.Cost)];
            double Modelled(NetworkModel network) => Medians.Over(costs.Select(c => network.RoundSeconds(c.Load)), Confidence).Value;
            return new()
            {
                ClientSeconds = Medians.Over(costs.Select(c => c.ClientSeconds), Confidence),
                ServerSeconds = Medians.Over(costs.Select(c => c.ServerSeconds), Confidence),
                UploadBytesPerClientPerRound = costs.Average(c => c.UploadBytes),
                LargestUploadBytes = costs.Max(c => c.Load.ClientUploadBytes),
                DownloadBytesPerClientPerRound = costs.Average(c => c.DownloadBytes),
                LargestDownloadBytes = costs.Max(c => c.Load.ClientDownloadBytes),
                MessagesPerRound = costs.Average(c => c.Messages),
                Expansion = costs.Average(c => c.Expansion),
                SetUp = Trials.Select(trial => trial.Outcome.SetUp).FirstOrDefault(made => made is not null) is { } keys
                    ? new(1, keys.ClientSeconds, keys.ServerSeconds, keys.UploadBytes, keys.Load.ClientUploadBytes, keys.DownloadBytes)
                    : null,
                ModelledRoundSeconds = new(Modelled(NetworkModel.Lan), Modelled(NetworkModel.Wan), Modelled(NetworkModel.Mobile)),
            };
        }
    }

    /// <summary>What each phase of a round costs, as the mean over the rounds that have it: keys are made in the first alone.</summary>
    public IReadOnlyList<AggregationPhase> Phases =>
    [
        .. Trials.SelectMany(trial => trial.Outcome.Phases).GroupBy(phase => phase.Name).Select(same => same.First() with
        {
            Seconds = same.Average(phase => phase.Seconds),
            SlowestSeconds = same.Average(phase => phase.SlowestSeconds),
            Bytes = (long)same.Average(phase => phase.Bytes),
        }),
    ];

    /// <summary>Runs a round that is thrown away, and then those that count, which are numbered from 1.</summary>
    public static AggregationStudy Run(int rounds, Func<AggregationTrial> warmUp, Func<int, AggregationTrial> trial)
    {
        warmUp();
        return new([.. Enumerable.Range(1, rounds).Select(trial)]);
    }
}
