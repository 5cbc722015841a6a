using BenchmarkDotNet.Attributes;
using PrivacyBench.Cryptography.Lattice.Ring;

namespace PrivacyBench.Benchmarks.Cryptography;

/// <summary>One transform, forward and back, on each path: ratios against the portable one.</summary>
[Config(typeof(InProcess))]
public class NttBenchmarks
{
    private NttTable table = null!;
    private uint[] values = null!;

    [Params(2048, 8192, 32768)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        table = new NttTable(NttPrimes.WithProductBelow(30, N)[0], N);
        values = new uint[N];
        using var random = new RandomWords(new byte[32]);
        Sampler.Uniform(values, table.P, random);
    }

    [Benchmark(Baseline = true)]
    public void Portable() => ThereAndBack(InstructionPath.Portable);

    [Benchmark]
    public void Avx2() => ThereAndBack(InstructionPath.Avx2);

    [Benchmark]
    public void Avx512() => ThereAndBack(InstructionPath.Avx512);

    private void ThereAndBack(InstructionPath path)
    {
        Ntt.Forward(values, table, path);
        Ntt.Inverse(values, table, path);
    }
}
