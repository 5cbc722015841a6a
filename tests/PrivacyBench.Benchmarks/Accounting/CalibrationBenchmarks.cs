using BenchmarkDotNet.Attributes;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Benchmarks.Accounting;

/// <summary>The noise for a target: some ten compositions.</summary>
[Config(typeof(InProcess))]
public class CalibrationBenchmarks
{
    private readonly double rate = 0.01;

    [Benchmark(Baseline = true)]
    public double OneEpsilon() => Accountant.Epsilon([(new Gaussian(0.96, rate), 1000)], 1e-5).Upper;

    [Benchmark]
    public double NoiseMultiplier() => Calibration.NoiseMultiplier(2, 1e-5, rate, 1000);
}
