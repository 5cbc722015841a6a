using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using PrivacyBench.Attacks;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Scenarios;
using PrivacyBench.Views;

namespace PrivacyBench.Benchmarks.Attacks;

/// <summary>
/// Scoring 64 federations × 2,000 candidates by each attack, from the position of the server and a client who see the most, every
/// federation against the 63 others, against training them on two threads. Beside the clock it prints CPU time, and its ratio to that of
/// training, for a machine on which other work runs.
/// </summary>
[Config(typeof(InProcessOnce))]
public class ScoringBenchmarks
{
    private const int Federations = 64;
    private const int Clients = 10;
    private const int RecordsPerClient = 100;
    private const int Workers = 2;

    private static readonly Dataset Data = DatasetLoader.Load(new DatasetChoice { Name = "fashion-mnist-14x14" }).Distinct().Scaled();

    private static readonly int[] Order = new RandomStream(1).Permutation(Data.Count);

    private TrainingPlan plan = null!;
    private FederationDesign[] designs = [];
    private IReadOnlyList<Transcript> transcripts = [];
    private int[][] sources = [];
    private double trained;

    /// <summary>The attacks of a server that does as it should, with their defaults; active ones train federations of their own.</summary>
    private static readonly Attack[] Passive =
    [
        .. AttackCatalogue.Attacks.Entries.Values.Where(e => !e.Type.IsAssignableTo(typeof(IActiveAttack)) && !e.Type.IsAssignableTo(typeof(ICanaryAttack)))
            .Select(e => (Attack)Activator.CreateInstance(e.Type)!),
    ];

    private static readonly Type[] Models = [typeof(FinalModel), typeof(FinalLabels), typeof(GlobalModels)];

    /// <summary>Rounds of training. Attacks on updates look at three of them, those on models at all.</summary>
    [Params(10, 20)]
    public int Rounds { get; set; }

    [GlobalSetup]
    public void Train()
    {
        plan = new()
        {
            Data = Data,
            Model = new Model(new Mlp { Hidden = [64] }, Data.FeatureCount, Data.ClassNames.Count),
            Local = new() { Epochs = 5, BatchSize = 10, LearningRate = 0.1 },
            Strategy = new FedAvg(),
            Rounds = Rounds,
        };
        designs =
        [
            .. Enumerable.Range(0, Federations).Select(f =>
            {
                var random = new RandomStream(1).Named("federation", f);
                int[] members = [.. random.Named("members").Permutation(2 * Clients * RecordsPerClient)[..(Clients * RecordsPerClient)].Select(i => Order[i])];
                var shares = new Iid().Assign(new([.. members.Select(i => Data.Labels[i])], null, Clients, RecordsPerClient), random);
                return new FederationDesign(f, [.. shares.Select(of => of.Select(i => members[i]).ToArray())], random);
            }),
        ];
        transcripts = TrainAll();
        var holders = designs.Select(d => d.ClientRecords.Index().SelectMany(c => c.Item.Select(record => (record, c.Index))).ToDictionary());
        sources = [.. holders.Select(of => Order[..(2 * Clients * RecordsPerClient)].Select(record => of.GetValueOrDefault(record, -1)).ToArray())];
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Transcript> TrainAll()
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var all = FederatedTraining.Run(plan, designs, Workers, _ => { }, CancellationToken.None);
        trained = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        return all;
    }

    [Benchmark]
    public void ScoreFromModels() => Run("models", [.. Passive.Where(attack => Models.Contains(attack.Needs))]);

    [Benchmark]
    public void ScoreFromUpdates() => Run("updates", [.. Passive.Where(attack => !Models.Contains(attack.Needs))]);

    /// <summary>With views of its own, so that every query is asked anew; the attacks share them.</summary>
    private void Run(string seen, Attack[] attacks)
    {
        var begin = Process.GetCurrentProcess().TotalProcessorTime;
        void Tell(string what, TimeSpan before)
        {
            var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant($"// {what}: {spent:0.00} CPU s, {spent / trained:0.00} of training's {trained:0.0}"));
        }

        var candidates = new Candidates(Data, Order[..(2 * Clients * RecordsPerClient)]) { Population = new(Data, Order[5000..7000]) };
        View[] views = [.. transcripts.Select(t => PositionViews.Of(new ServerWithClients(), new TranscriptObservations(t, new Trials().UpdateRounds), []))];
        Reference[] all = [.. views.Zip(sources, (view, of) => new Reference(view, of))];
        foreach (var attack in attacks.Where(attack => views[0].WhyBlocked(attack.Needs) is null))
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            Parallel.For(0, Federations, new ParallelOptions { MaxDegreeOfParallelism = Workers }, f =>
            {
                Reference[] references = [.. all.Where((_, r) => r != f)];
                var random = new RandomStream(1).Named("attack", f);
                _ = attack switch
                {
                    MembershipAttack membership => (object)membership.Run(views[f], references, candidates, random),
                    ClientMembershipAttack client => client.Run(views[f], references, candidates, random),
                    _ => ((SourceAttack)attack).Run(views[f], references, candidates, random),
                };
            });
            Tell(attack.Label, before);
        }

        Tell($"all attacks on {seen}", begin);
    }
}
