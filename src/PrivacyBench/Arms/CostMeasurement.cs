using System.Diagnostics;
using PrivacyBench.Cryptography;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>What a round costs, on average over those of an arm's federations and rounds that had participants to the end.</summary>
internal static class CostMeasurement
{
    public static Cost Of(IReadOnlyList<Transcript> transcripts, Arm arm)
    {
        // Rounds that lost all participants or stopped on the way would make the others look cheap; where all did, nothing was moved.
        var all = transcripts.SelectMany(t => t.Rounds).ToArray();
        var finished = all.Where(round => round.Participants.Count > 0).ToArray();
        var rounds = finished.Length > 0 ? finished : all;
        var modelBytes = (double)arm.Plan.Model.ParameterCount * sizeof(float);
        var sharedBytes = (double)arm.Plan.Strategy.SharedValues(arm.Plan.Model) * sizeof(float);
        static int Participants(Round round) => Math.Max(1, round.Participants.Count);
        var participants = rounds.Average(Participants);
        var training = rounds.Average(r => r.TrainingSecondsPerClient);
        var protocol = rounds.Average(r => r.Traffic.ClientSeconds / Participants(r));
        var client = training + protocol;
        var server = rounds.Average(r => r.Traffic.ServerSeconds);
        var upload = rounds.Average(r => (double)r.Traffic.UploadBytes / Participants(r));
        var download = modelBytes + rounds.Average(r => (double)r.Traffic.DownloadBytes / Participants(r));
        // The global model goes to every participant: one message each beside those that the aggregation counted.
        var messages = participants + rounds.Average(r => r.Traffic.Messages);
        double Seconds(NetworkModel network) => network.RoundSeconds(client + server, upload, download, messages / participants);
        return new()
        {
            ClientSeconds = client,
            ServerSeconds = server,
            UploadBytesPerClientPerRound = upload,
            DownloadBytesPerClientPerRound = download,
            MessagesPerRound = messages,
            Expansion = upload / sharedBytes,
            Projected =
            [
                .. arm.Defense.Defenses.Select(d => d.Projected).FirstOrDefault(factors => factors is not null)?.ByName()
                    .Select(of => new ProjectedCost(of.Hardware, of.Factor, training + (protocol / of.Factor), server / of.Factor)) ?? [],
            ],
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
            ModelledRoundSeconds = new(Seconds(NetworkModel.Lan), Seconds(NetworkModel.Wan), Seconds(NetworkModel.Mobile)),
        };
    }
}
