using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Benchmarks.Accounting;

/// <summary>One ε by loss distributions, bracketed to a relative 2e-4 in both directions, beside one by Rényi divergences.</summary>
[Config(typeof(InProcess))]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByParams)]
public class AccountantBenchmarks
{
    private (IMechanism Mechanism, int Count)[] steps = [];

    /// <summary>σ, q and T; δ is 1e-5.</summary>
    [Params("1 0.01 10000", "0.3 0.01 1000", "1 0.01 100000", "10 0.0001 100000")]
    public string Composition { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var given = Composition.Split(' ').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToList();
        steps = [(new Gaussian(given[0], given[1]), (int)given[2])];
    }

    [Benchmark(Baseline = true)]
    public double Divergences() => RenyiAccountant.Epsilon(steps, 1e-5).Epsilon;

    [Benchmark]
    public Account LossDistributions() => Accountant.Epsilon(steps, 1e-5);

    [Benchmark]
    public PrivacyProfile WholeProfile() => Accountant.Profile(steps);
}
