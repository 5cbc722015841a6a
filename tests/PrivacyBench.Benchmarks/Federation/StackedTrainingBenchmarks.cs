using BenchmarkDotNet.Attributes;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using static TorchSharp.torch;

namespace PrivacyBench.Benchmarks.Federation;

/// <summary>One epoch of local training of many clients: the library's module after module against stacks, as federations train.</summary>
[Config(typeof(InProcess))]
public class StackedTrainingBenchmarks
{
    private const int RecordsPerClient = 128;

    private Model model = null!;
    private Tensor features = null!;
    private Tensor labels = null!;
    private Tensor start = null!;
    private int[][] records = [];
    private RandomStream[] random = [];

    /// <summary>What a client does.</summary>
    internal LocalTraining Local { get; init; } = new() { Epochs = 1, BatchSize = 32, LearningRate = 0.1 };

    [Params("softmax", "mlp 64-128-10", "mlp 784-128-10", "cnn 14x14")]
    public string Kind { get; set; } = "softmax";

    [Params(8, 64, 512)]
    public int Models { get; set; } = 8;

    /// <summary>Floating-point operations of the products of one epoch: forward, gradient of the weight, and back but for the first layer.</summary>
    internal double Operations => Models * RecordsPerClient * Kind switch
    {
        "softmax" => 4.0 * 64 * 10,
        "mlp 64-128-10" => (4.0 * 64 * 128) + (6.0 * 128 * 10),
        "mlp 784-128-10" => (4.0 * 784 * 128) + (6.0 * 128 * 10),
        _ => (4.0 * 49 * 9 * 16) + (6.0 * 16 * 144 * 32) + (6.0 * 512 * 10),
    };

    [GlobalSetup]
    public void Load()
    {
        set_num_threads(1);
        model = Kind switch
        {
            "softmax" => new Model(new Softmax(), 64, 10),
            "mlp 64-128-10" => new Model(new Mlp { Hidden = [128] }, 64, 10),
            "mlp 784-128-10" => new Model(new Mlp { Hidden = [128] }, 784, 10),
            _ => new Model(new Cnn(), 196, 10),
        };
        const int Count = 2000;
        var stream = new RandomStream(1);
        var values = new float[Count * model.Features];
        stream.FillGaussian(values, 1);
        features = tensor(values, [Count, model.Features]);
        labels = tensor(Enumerable.Range(0, Count).Select(_ => (long)stream.Below(model.Classes)).ToArray());
        random = [.. Enumerable.Range(0, Models).Select(m => stream.Named("model", m))];
        records = [.. random.Select(r => r.Permutation(Count)[..RecordsPerClient])];
        start = FlatStack.Of([.. random.Select(model.Initialise)]);
    }

    /// <summary>As one would write it with the library's own modules, optimizer and automatic differentiation; one thread.</summary>
    [Benchmark(Baseline = true)]
    public void ModuleByModule()
    {
        for (var m = 0; m < Models; m++)
        {
            using var scope = NewDisposeScope();
            var network = Network();
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

    /// <summary>Stacks of the size that federations get, one after the other on one thread.</summary>
    [Benchmark]
    public void StackedOnOneThread()
    {
        foreach (var stack in Stacks())
        {
            Train(stack);
        }
    }

    /// <summary>Stacks side by side, as federations train.</summary>
    [Benchmark]
    public void Stacked() => Parallel.ForEach(Stacks(), Train);

    private IEnumerable<int[]> Stacks() =>
        Enumerable.Range(0, Models).Chunk(StackSize.Federations(model, Local, Models, clients: 1, RecordsPerClient));

    private void Train(int[] stack)
    {
        using var part = start.narrow(0, stack[0], stack.Length);
        using var trained = StackedTraining.Train(
            model, Local, features, labels, part, records[stack[0]..(stack[^1] + 1)], random[stack[0]..(stack[^1] + 1)]);
    }

    private TorchSharp.Modules.Sequential Network() => Kind switch
    {
        "softmax" => nn.Sequential(nn.Linear(64, 10)),
        "mlp 64-128-10" => nn.Sequential(nn.Linear(64, 128), nn.ReLU(), nn.Linear(128, 10)),
        "mlp 784-128-10" => nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)),
        _ => nn.Sequential(
            nn.Unflatten(1, [1, 14, 14]),
            nn.Conv2d(1, 16, 3, stride: 2, padding: 1),
            nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride: 2, padding: 1),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(512, 10)),
    };
}
