using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace PrivacyBench.Benchmarks;

/// <summary>Runs in this process, whose native library is fitted to the system; short, since what counts is a ratio.</summary>
public sealed class InProcess : ManualConfig
{
    public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
}

/// <summary>Runs once in this process: for work of many seconds, against which the first call's compilation is nothing.</summary>
public sealed class InProcessOnce : ManualConfig
{
    public InProcessOnce() => AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance));
}
