using BenchmarkDotNet.Attributes;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Benchmarks.Accounting;

/// <summary>The noise for a target: some ten compositions.</summary>
[Config(typeof(InProcess))]
public class CalibrationBenchmarks
{
    [Benchmark(Baseline = true)]
    public double OneEpsilon() => Accountant.Epsilon([(new Gaussian(0.96, 0.01), 1000)], 1e-5).Upper;

    [Benchmark]
    public double NoiseMultiplier() => Calibration.NoiseMultiplier(2, 1e-5, 0.01, 1000);
}
