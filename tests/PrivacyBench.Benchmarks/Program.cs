using PrivacyBench.Benchmarks.Cryptography;
using PrivacyBench.Benchmarks.Federation;

if (args is ["stack-cpu"])
{
    StackedTrainingCpu.Print();
    return;
}

if (args is ["parties-cpu"])
{
    MultiPartyCpu.Print();
    return;
}

if (args is ["private-cpu"])
{
    PrivateStepsCpu.Print();
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
