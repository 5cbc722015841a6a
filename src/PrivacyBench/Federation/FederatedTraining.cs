using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Federation.ServerOptimizers;
using static TorchSharp.torch;

namespace PrivacyBench.Federation;

/// <summary>
/// Trains many federations of one plan. All clients of some federations form a slab, which trains as one stack on one thread;
/// slabs run side by side. A slab's size does not depend on the number of workers (<see cref="StackSize"/>), so results do not.
/// </summary>
public static class FederatedTraining
{
    /// <summary>Trains the federations.</summary>
    /// <param name="plan">How each trains.</param>
    /// <param name="designs">The federations.</param>
    /// <param name="workers">How many slabs train side by side, at least 1.</param>
    /// <param name="roundDone">Told the number of federations of a slab after each of its rounds.</param>
    /// <param name="cancellation">Stops between rounds.</param>
    /// <returns>What happened in each federation, in the order of the designs.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="DivergedException">A model is no longer made of numbers; of several the first federation's.</exception>
    public static IReadOnlyList<Transcript> Run(
        TrainingPlan plan, IReadOnlyList<FederationDesign> designs, int workers, Action<int> roundDone, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var slab = StackSize.Federations(
            plan.Model,
            plan.Strategy.Local(plan.Local),
            designs.Count,
            designs.Max(d => d.ClientRecords.Count),
            designs.Max(d => d.ClientRecords.Max(own => own.Length)));
        var slabs = designs.Chunk(slab).ToArray();
        var transcripts = new IReadOnlyList<Transcript>[slabs.Length];
        // One thread an operation: slabs side by side use the cores better, and no sum depends on how a product was cut.
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var features = tensor(plan.Data.Features, [plan.Data.Count, plan.Data.FeatureCount]);
        var labels = tensor(Array.ConvertAll(plan.Data.Labels, label => (long)label));
        // It stays until the end: processes that its protocol has started serve the others.
        using var warm = plan.WarmsUp ? new Slab(plan, [designs[0]], features, labels) : null;
        warm?.RunRound(0);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation };
        var diverged = new DivergedException?[slabs.Length];
        Parallel.For(0, slabs.Length, options, s =>
        {
            using var trained = new Slab(plan, slabs[s], features, labels);
            try
            {
                transcripts[s] = trained.Run(roundDone, cancellation);
            }
            catch (DivergedException e)
            {
                // Whichever slab is the fastest, the message is the same.
                diverged[s] = e;
            }
        });
        if (diverged.FirstOrDefault(e => e is not null) is { } first)
        {
            throw first;
        }

        return [.. transcripts.SelectMany(of => of)];
    }

    /// <summary>Federations that train together.</summary>
    private sealed class Slab(TrainingPlan plan, FederationDesign[] designs, Tensor features, Tensor labels) : IDisposable
    {
        private readonly RoundPipeline pipeline = new(plan.Hooks);
        private readonly Distillation? distillation = plan.Distillation;
        private readonly RoundPipeline[] running = [.. designs.Select(_ => RoundPipeline.Begin(plan.Hooks))];
        private readonly List<float[]>[] globals =
            [.. designs.Select(d => new List<float[]> { plan.Model.Initialise(d.Random.Named("initial model")) })];

        private readonly double[][][] memories = [.. designs.Select(_ => new RoundPipeline(plan.Hooks).Start())];

        private readonly ServerState[] states = [.. designs.Select(_ => plan.Strategy.Start(plan.Model.ParameterCount))];

        private readonly List<Round>[] rounds = [.. designs.Select(_ => new List<Round>())];

        public IReadOnlyList<Transcript> Run(Action<int> roundDone, CancellationToken cancellation)
        {
            for (var t = 0; t < plan.Rounds; t++)
            {
                cancellation.ThrowIfCancellationRequested();
                RunRound(t);
                roundDone(designs.Length);
            }

            return
            [
                .. designs.Select((design, f) => plan.Keep(new Transcript
                {
                    Federation = design.Federation,
                    Model = plan.Model,
                    ClientRecords = design.ClientRecords,
                    GlobalModels = globals[f],
                    Rounds = rounds[f],
                    Distillation = distillation,
                })),
            ];
        }

        public void Dispose() => Array.ForEach(running, one => one.Dispose());

        public void RunRound(int t)
        {
            var participants = designs.Select(design => Participants(design, t)).ToArray();
            var sent = designs.Select((_, f) => Sent(f, t, participants[f].Staying)).ToArray();
            var (updates, seconds) = TrainLocally([.. participants.Select(p => p.Staying)], sent, t);
            Check(updates, [.. participants.Select(p => p.Staying)], t);
            var trained = 0;
            for (var f = 0; f < designs.Length; f++)
            {
                var (staying, dropped) = participants[f];
                var shared = Shared(f, t, staying, sent[f], updates[trained..(trained + staying.Length)]);
                var round = Close(f, t, participants[f], shared, sent[f], seconds);
                trained += staying.Length;
                rounds[f].Add(round with
                {
                    Dropped = [.. dropped.Select(client => new DroppedClient(client, pipeline.DropsOut?.Name ?? "before"))],
                    Sent = round.Stopped is null ? sent[f] ?? [] : [],
                    Updates = [.. round.Updates.Zip(staying, (update, client) => client < plan.KeptClients ? update : [])],
                });
            }

            MoveGlobals(t);
        }

        private void Check(float[][] updates, int[][] participants, int t)
        {
            var wrong = Array.FindIndex(updates, update => !Array.TrueForAll(update, float.IsFinite));
            if (wrong >= 0)
            {
                var (design, client) = participants.SelectMany((of, f) => of.Select(k => (designs[f], k))).ElementAt(wrong);
                throw new DivergedException(design.Federation, t, client, plan.Strategy.Local(plan.Local).LearningRate);
            }
        }

        private void MoveGlobals(int t)
        {
            float[][] means = [.. rounds.Select(of => of[t].MeanUpdate)];
            var moves = distillation is null ? means : distillation.Learn([.. globals.Select(of => of[t])], means);
            for (var f = 0; f < designs.Length; f++)
            {
                (var next, states[f]) = rounds[f][t].IsReleased
                    ? plan.Strategy.Step(globals[f][t], moves[f], states[f])
                    : (globals[f][t], states[f]);
                globals[f].Add(next);
            }
        }

        private (int[] Staying, int[] Dropped) Participants(FederationDesign design, int t)
        {
            var random = design.Random.Named("round", t);
            var chosen = plan.Participation.Choose(design.ClientRecords.Count, random.Named("participants"));
            var dropped = plan.Participation.Drop(chosen, random.Named("dropouts"));
            return (pipeline.DropsOut is { HasSent: true } ? chosen : [.. chosen.Except(dropped)], dropped);
        }

        private InterferedRound Interfered(int f, int t, int[] staying) => new(t, staying, plan.Model, globals[f][t]) { Distillation = distillation };

        /// <summary>The models that participants are sent, or null where it is the global model.</summary>
        private float[][]? Sent(int f, int t, int[] staying) =>
            plan.Interference?.Send(Interfered(f, t, staying)) is { } send ? Array.ConvertAll(staying, client => send(client)) : null;

        private (float[][] Updates, double SecondsPerClient) TrainLocally(int[][] participants, float[][]?[] sent, int t)
        {
            var begin = CpuTime.OfThread();
            using var scope = NewDisposeScope();
            var models = participants
                .SelectMany((of, f) => of.Select((k, p) => (Federation: f, Client: k, Start: sent[f]?[p] ?? globals[f][t]))).ToArray();
            if (models.Length == 0)
            {
                return ([], 0);
            }

            var start = FlatStack.Of([.. models.Select(m => m.Start)]);
            var trained = StackedTraining.Train(
                plan.Model,
                pipeline.Train(plan.Strategy.Local(plan.Local)),
                features,
                labels,
                start,
                [.. models.Select(m => designs[m.Federation].ClientRecords[m.Client])],
                [.. models.Select(m => designs[m.Federation].Random.Named("round", t).Named("client", m.Client))],
                plan.Interference?.Gradients(plan.Model.ParameterCount));
            float[][] updates = [.. FlatStack.Rows(trained.add_(start, Held.MinusOne))];
            return (updates, (CpuTime.OfThread() - begin) / models.Length);
        }

        /// <summary>What the clients make of the updates that they trained: planted ones replace theirs, and with distillation all predict.</summary>
        private float[][] Shared(int f, int t, int[] participants, float[][]? sent, float[][] trained)
        {
            var interfered = Interfered(f, t, participants);
            float[][] updates =
            [
                // A planted client that holds nothing is not there.
                .. trained.Zip(participants, (update, client) =>
                    designs[f].ClientRecords[client].Length == 0 ? update : plan.Interference?.Compute(client, interfered) ?? update),
            ];
            return distillation is null ? updates : distillation.Share(sent ?? [.. participants.Select(_ => globals[f][t])], updates);
        }

        /// <summary>From what the clients computed to the mean that the server learns from.</summary>
        private Round Close(int f, int t, (int[] Staying, int[] Dropped) of, float[][] updates, float[][]? models, double trainingSeconds)
        {
            var participants = of.Staying;
            var design = designs[f];
            var values = plan.Strategy.SharedValues(plan.Model);
            var interfered = Interfered(f, t, participants);
            var random = design.Random.Named("round", t).Named("defense");
            var weights = Weights(design, participants);
            var divisor = Divisor(design, weights);
            var context = new RoundContext(design.Federation, t, -1, participants.Length, random)
            {
                Parameters = values,
                Divisor = divisor,
                Shared = random.Named("shared"),
                Memories = memories[f],
                Participants = participants,
                Dropped = of.Dropped,
                SentModel = client => Array.IndexOf(participants, client) is >= 0 and var p && models is not null ? models[p] : globals[f][t],
                ReproducibleKeys = plan.ReproducibleKeys,
            };
            var sent = new float[participants.Length][];
            double[] leaving =
            [
                .. participants.Select((client, p) => CpuTime.Of(() =>
                    sent[p] = Sent(updates[p], interfered, context with { Client = client, Random = random.Named("client", client) }))),
            ];
            var sum = Summed(running[f], sent, weights, context);
            if (sum.Stopped is not null)
            {
                // From here on the round is one in which nobody took part.
                (participants, sent, weights, leaving) = ([], [], [], []);
                sum = Aggregation.OfNobody(values) with { Stopped = sum.Stopped };
                context = context with { Clients = 0, Participants = [] };
            }

            // Where nobody is left there is nothing to open, and no weight to divide by.
            var mean = sent.Length == 0 ? sum.Sum : pipeline.Open(Scaled(sum.Sum, 1 / divisor), context);
            var released = mean;
            var releasing = CpuTime.Of(() => released = pipeline.Release(mean, context));
            var carried = sum.Contributions?.Select((update, p) => Scaled(update, 1 / weights[p])) ?? sent;
            float[][] left = [.. carried.Select(update => pipeline.Open(update, context))];
            memories[f] = pipeline.Learn(left, context);
            return new()
            {
                Participants = participants,
                Updates = left,
                Weights = Array.ConvertAll(weights, weight => weight / divisor),
                MeanUpdate = released,
                Encrypted = sum.Encrypted,
                Cost = sum.Cost.WithWork(leaving, releasing),
                SetUp = sum.SetUp,
                CutOff = sum.CutOff,
                Stopped = sum.Stopped,
                IsReleased = sum.Stopped is null || pipeline.HidesStops,
                TrainingSecondsPerClient = trainingSeconds,
            };
        }

        private static Aggregation Summed(RoundPipeline running, float[][] sent, double[] weights, RoundContext context) => running.Stops(context) is { } reason
            ? Aggregation.OfNobody(context.Parameters) with { Stopped = reason }
            : sent.Length == 0
                ? Aggregation.OfNobody(context.Parameters)
                : running.Aggregate([.. sent.Select((update, p) => Scaled(update, weights[p]))], context);

        /// <summary>What a client sends: a dishonest one skips its defenses, but for an encoding without which nobody understands it.</summary>
        private float[] Sent(float[] computed, InterferedRound interfered, RoundContext context)
        {
            var honest = pipeline.Encodes ? computed : pipeline.Leave(computed, context);
            var sent = plan.Interference?.Upload(context.Client, honest, interfered) ?? honest;
            return pipeline.Encodes ? pipeline.Leave(sent, context) : sent;
        }

        /// <summary>
        /// What turns the sum into a mean. With Poisson sampling, or where clients count alike, it is the expected weight and not the realised one, which would depend
        /// on who took part (McMahan et al. 2018, section 3.2); a round without participants moves nothing.
        /// </summary>
        private double Divisor(FederationDesign design, double[] weights) => plan.Participation.IsPoisson || pipeline.CountsClientsAlike
            ? plan.Participation.Share * design.ClientRecords.Count
            : Math.Max(weights.Sum(), double.Epsilon);

        /// <summary>A client's records over the mean of all clients: 1 where all hold equally many, or weigh alike. The sizes are public.</summary>
        private double[] Weights(FederationDesign design, int[] participants)
        {
            if (pipeline.CountsClientsAlike)
            {
                return [.. participants.Select(_ => 1.0)];
            }

            var mean = design.ClientRecords.Average(of => of.Length);
            return [.. participants.Select(k => plan.WeighsRecords ? design.ClientRecords[k].Length / mean : Math.Min(1, design.ClientRecords[k].Length))];
        }

        private static float[] Scaled(float[] values, double factor) =>
            factor == 1 ? values : Array.ConvertAll(values, v => (float)(v * factor));
    }
}
