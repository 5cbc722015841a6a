using PrivacyBench.Benchmarks.Federation;

if (args is ["stack-cpu"])
{
    StackedTrainingCpu.Print();
    return;
}

BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
