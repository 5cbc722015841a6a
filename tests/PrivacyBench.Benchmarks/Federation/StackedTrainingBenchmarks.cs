using BenchmarkDotNet.Attributes;
using PrivacyBench.Data;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Benchmarks.Federation;

/// <summary>One epoch of local training of 64 clients: one model after the other against all as one stack, one thread each.</summary>
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

    [Benchmark(Baseline = true)]
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
}
