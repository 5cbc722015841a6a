using BenchmarkDotNet.Attributes;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Benchmarks.Federation;

/// <summary>One epoch of local training of 64 clients: one model after the other against all as one stack.</summary>
[Config(typeof(InProcess))]
public class StackedTrainingBenchmarks
{
    private const int Models = 64;
    private const int RecordsPerClient = 128;
    private static readonly Model Network = new(new Mlp { Hidden = [128] }, 64, 10);
    private static readonly LocalTraining Local = new() { Epochs = 1, BatchSize = 32, LearningRate = 0.1 };

    private Tensor features = null!;
    private Tensor labels = null!;
    private Tensor start = null!;
    private int[][] records = [];
    private RandomStream[] random = [];

    [GlobalSetup]
    public void Load()
    {
        set_num_threads(1);
        var digits = DatasetLoader.Load(new DatasetChoice { Name = "digits" }).Scaled();
        features = tensor(digits.Features, [digits.Count, digits.FeatureCount]);
        labels = tensor(Array.ConvertAll(digits.Labels, label => (long)label));
        random = [.. Enumerable.Range(0, Models).Select(m => new RandomStream(1).Named("model", m))];
        records = [.. random.Select(r => r.Permutation(digits.Count)[..RecordsPerClient])];
        start = FlatStack.Of([.. random.Select(Network.Initialise)]);
    }

    /// <summary>As one would write it with the library's own modules, optimizer and automatic differentiation.</summary>
    [Benchmark(Baseline = true)]
    public void ModuleByModule()
    {
        for (var m = 0; m < Models; m++)
        {
            using var scope = NewDisposeScope();
            var network = nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10));
            var optimizer = optim.SGD(network.parameters(), Local.LearningRate);
            foreach (var batch in random[m].Named("epoch", 0).Permutation(RecordsPerClient).Chunk(Local.BatchSize!.Value))
            {
                using var step = NewDisposeScope();
                var index = tensor(Array.ConvertAll(batch, i => (long)records[m][i]));
                optimizer.zero_grad();
                nn.functional.cross_entropy(network.forward(features.index_select(0, index)), labels.index_select(0, index)).backward();
                optimizer.step();
            }
        }
    }

    [Benchmark]
    public void OneByOne()
    {
        for (var m = 0; m < Models; m++)
        {
            using var one = start.narrow(0, m, 1);
            using var trained = StackedTraining.Train(Network, Local, features, labels, one, [records[m]], [random[m]]);
        }
    }

    [Benchmark]
    public void Stacked()
    {
        using var trained = StackedTraining.Train(Network, Local, features, labels, start, records, random);
    }

    /// <summary>Two slabs side by side, as federations train.</summary>
    [Benchmark]
    public void StackedOnTwoThreads() => Parallel.For(0, 2, half =>
    {
        const int Half = Models / 2;
        using var part = start.narrow(0, half * Half, Half);
        using var trained = StackedTraining.Train(
            Network, Local, features, labels, part, records[(half * Half)..((half + 1) * Half)], random[(half * Half)..((half + 1) * Half)]);
    });
}
