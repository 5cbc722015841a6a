using BenchmarkDotNet.Attributes;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Sharing;

namespace PrivacyBench.Benchmarks.Cryptography;

/// <summary>One round of each protocol between parties, all of them in this process: ratios against the sum of the same vectors in the clear.</summary>
[Config(typeof(InProcess))]
[MemoryDiagnoser]
public class MultiPartyBenchmarks
{
    private const int Bits = 26;
    private ulong[][] inputs = [];
    private byte[] stream = [];

    [Params(10)]
    public int Clients { get; set; }

    [Params(1_000_000)]
    public int Parameters { get; set; }

    public int Workers { get; init; } = Environment.ProcessorCount;

    [GlobalSetup]
    public void Setup()
    {
        inputs = [.. Enumerable.Range(0, Clients).Select(i => Enumerable.Range(0, Parameters).Select(p => (ulong)((i * 7919) + p) & 0xFFFFF).ToArray())];
        stream = new byte[sizeof(uint) * Parameters];
    }

    [Benchmark(Baseline = true)]
    public ulong[] SumInTheClear() => IdealSum.Of(inputs, Enumerable.Range(0, Clients), Bits);

    /// <summary>The key stream that additive shares among three take: two seeds a client, expanded once by it and once by an aggregator.</summary>
    [Benchmark]
    public void KeyStreamOfAdditiveShares()
    {
        using var generator = new Prg(new byte[Prg.SeedBytes]);
        for (int i = 0; i < 4 * Clients; i++)
            generator.Fill(stream);
    }

    [Benchmark]
    public AggregationOutcome Plain() => new PlainSum().Sum(Request());

    [Benchmark]
    public AggregationOutcome AdditiveSharesAmongThree() => new AdditiveShares(3).Sum(Request());

    [Benchmark]
    public AggregationOutcome ShamirSharesTwoOfThree() => new ShamirShares(3, 2).Sum(Request());

    [Benchmark]
    public AggregationOutcome VerifiedSharesAmongThree() => new VerifiedShares(3).Sum(Request());

    [Benchmark]
    public AggregationOutcome SecureAggregationOfAll() => new SecureAggregation().Sum(Request());

    private AggregationRequest Request() => new() { Inputs = inputs, ModulusBits = Bits, Workers = Workers };
}

/// <summary>Secure aggregation on a graph of logarithmic degree, a tenth of the clients dropping out before they send their vectors.</summary>
[Config(typeof(InProcess))]
[MemoryDiagnoser]
public class SecureAggregationBenchmarks
{
    private const int Bits = 30;
    private const int Clients = 100;
    private ulong[][] inputs = [];

    [Params(100_000, 1_000_000)]
    public int Parameters { get; set; }

    [GlobalSetup]
    public void Setup() =>
        inputs = [.. Enumerable.Range(0, Clients).Select(i => Enumerable.Range(0, Parameters).Select(p => (ulong)((i * 7919) + p) & 0xFFFFF).ToArray())];

    [Benchmark(Baseline = true)]
    public ulong[] SumInTheClear() => IdealSum.Of(inputs, Enumerable.Range(0, Clients), Bits);

    [Benchmark]
    public AggregationOutcome WithDropouts() => new SecureAggregation().Sum(new()
    {
        Inputs = inputs,
        ModulusBits = Bits,
        Workers = Environment.ProcessorCount,
        Dropouts = Enumerable.Range(0, Clients / 10).ToDictionary(i => 10 * i, _ => 2),
    });
}
