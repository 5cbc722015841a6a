using System.Diagnostics;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Arms;

/// <summary>What a round costs, over those of an arm's federations and rounds that had participants to the end.</summary>
internal static class CostMeasurement
{
    public static Cost Of(IReadOnlyList<Transcript> transcripts, Arm arm)
    {
        // Rounds that lost all participants or stopped on the way would make the others look cheap; where all did, nothing was moved.
        // Federations of a stack run side by side, one round after the other.
        RoundOf[] all = [.. transcripts.SelectMany(t => t.Rounds.Select((round, number) => new RoundOf(t, number, round))).OrderBy(of => of.Number)];
        RoundOf[] finished = [.. all.Where(of => of.Round.Participants.Count > 0)];
        var rounds = finished.Length > 0 ? finished : all;
        var modelBytes = (double)arm.Plan.Model.ParameterCount * sizeof(float);
        Rate Seconds(IEnumerable<double> seconds) => Medians.Over(seconds, arm.Confidence);
        // One measurement stands for all rounds that trained as one stack.
        var training = Seconds(rounds.Select(of => of.Round.TrainingSecondsPerClient).Distinct());
        var client = Seconds(rounds.Select(of => of.Round.Cost.ClientSeconds));
        var server = Seconds(rounds.Select(of => of.Round.Cost.ServerSeconds));
        double Modelled(NetworkModel network) => Seconds(rounds.Select(of => network.RoundSeconds(of.Load(modelBytes)))).Value;
        return new()
        {
            TrainingSeconds = training,
            ChangesTraining = arm.Defense.For(arm.Size).Defenses.Any(defense => defense.Train(arm.Plan.Local) != arm.Plan.Local),
            ClientSeconds = client,
            ServerSeconds = server,
            Plain = PlainMeasurement.Of(rounds[0].Round.Cost.Clients, arm.Size.Parameters),
            UploadBytesPerClientPerRound = rounds.Average(of => of.Round.Cost.UploadBytes),
            LargestUploadBytes = rounds.Max(of => of.Round.Cost.Load.ClientUploadBytes),
            DownloadBytesPerClientPerRound = rounds.Average(of => of.Round.Cost.DownloadBytes + of.Model(modelBytes)),
            LargestDownloadBytes = rounds.Max(of => of.Load(modelBytes).ClientDownloadBytes),
            MessagesPerRound = rounds.Average(of => of.Round.Cost.Messages + of.ModelMessages),
            Expansion = rounds.Average(of => of.Round.Cost.Expansion),
            SetUp = SetUp(transcripts, modelBytes),
            Projected =
            [
                .. arm.Defense.Defenses.Select(d => d.Projected).FirstOrDefault(factors => factors is not null)?.ByName()
                    .Select(of => new ProjectedCost(of.Hardware, of.Factor, client.Value / of.Factor, server.Value / of.Factor)) ?? [],
            ],
            PeakMemoryBytes = Process.GetCurrentProcess().PeakWorkingSet64,
            ModelledRoundSeconds = new(Modelled(NetworkModel.Lan), Modelled(NetworkModel.Wan), Modelled(NetworkModel.Mobile)),
        };
    }

    private static SetUpCost? SetUp(IReadOnlyList<Transcript> transcripts, double modelBytes)
    {
        RoundCost[] made = [.. transcripts.SelectMany(t => t.Rounds).Select(round => round.SetUp).OfType<RoundCost>()];
        if (made.Length == 0)
        {
            return null;
        }

        // Whoever carries the model on by itself is sent the first one.
        var first = transcripts.Any(t => t.Rounds.Any(round => round.Cost.OpenedByClients)) ? modelBytes : 0;
        return new(
            (double)made.Length / transcripts.Count, made.Average(of => of.ClientSeconds), made.Average(of => of.ServerSeconds),
            made.Average(of => of.UploadBytes), made.Max(of => of.Load.ClientUploadBytes), made.Average(of => of.DownloadBytes) + first);
    }

    /// <summary>A round with what it needs from the rounds before.</summary>
    private sealed record RoundOf(Transcript Transcript, int Number, Round Round)
    {
        /// <summary>The global model goes to each participant: one message each beside those that the aggregation counted.</summary>
        public int ModelMessages => Round.Cost.OpenedByClients ? 0 : Round.Cost.Clients;

        /// <summary>
        /// Bytes of the model that a participant is sent. Where no server has it, a client that comes back fetches the encrypted sums of
        /// the rounds that it missed.
        /// </summary>
        public double Model(double modelBytes) => Round.Cost.OpenedByClients
            ? Round.Participants.Average(client => MissedBy(client).Sum(of => of.Cost.DownloadBytes))
            : modelBytes;

        public RoundLoad Load(double modelBytes)
        {
            var (cost, model) = (Round.Cost, Model(modelBytes));
            return cost.Load with
            {
                ComputeSeconds = cost.Load.ComputeSeconds + SlowestTraining,
                Exchanges = cost.Load.Exchanges + (model > 0 ? 1 : 0),
                ClientDownloadBytes = cost.Load.ClientDownloadBytes + model,
                ServerBytesOut = cost.Load.ServerBytesOut + (model * cost.Clients),
            };
        }

        /// <summary>The client with most records trains longest.</summary>
        private double SlowestTraining => Round.Participants.Count == 0
            ? Round.TrainingSecondsPerClient
            : Round.TrainingSecondsPerClient * Round.Participants.Max(Records) / Math.Max(1, Round.Participants.Average(Records));

        private int Records(int client) => Transcript.ClientRecords[client].Length;

        private IEnumerable<Round> MissedBy(int client) =>
            Transcript.Rounds.Take(Number).Reverse().TakeWhile(before => !before.Participants.Contains(client));
    }
}
