using System.Diagnostics;
using static TorchSharp.torch;

namespace PrivacyBench.Benchmarks.Federation;

/// <summary>
/// The same comparison in CPU time, for a machine on which other work runs and the clock tells little: on one thread, and as a
/// fraction of what large plain products reach there. Prints the rows of the table in the README.
/// </summary>
internal static class StackedTrainingCpu
{
    private const double Seconds = 1;

    public static void Print()
    {
        var peak = Peak();
        Console.WriteLine(FormattableString.Invariant($"large products: {peak / 1e9:0.0} GFLOP/s\n"));
        Console.WriteLine("| model | models | one by one, CPU ms | stacked, CPU ms | times faster | of the peak |\n| --- | --- | --- | --- | --- | --- |");
        foreach (var kind in (string[])["softmax", "mlp 64-128-10", "mlp 784-128-10", "cnn 14x14"])
        {
            foreach (var models in (int[])[8, 64, 512])
            {
                var benchmark = new StackedTrainingBenchmarks { Kind = kind, Models = models };
                benchmark.Load();
                var (alone, stacked) = (Time(benchmark.ModuleByModule), Time(benchmark.StackedOnOneThread));
                Console.WriteLine(FormattableString.Invariant(
                    $"| {kind} | {models} | {alone * 1e3:0.0} | {stacked * 1e3:0.0} | {alone / stacked:0.0} | {benchmark.Operations / stacked / peak:0%} |"));
            }
        }
    }

    private static double Peak()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        var (a, b) = (rand(64, 256, 256), rand(64, 256, 256));
        return 2.0 * 64 * 256 * 256 * 256 / Time(() => { using var product = bmm(a, b); });
    }

    /// <summary>The process's CPU seconds of one call, the least of several measurements of which each is longer than the clock's grain.</summary>
    internal static double Time(Action call)
    {
        call();
        var least = double.MaxValue;
        for (var all = Stopwatch.StartNew(); all.Elapsed.TotalSeconds < Seconds || least == double.MaxValue;)
        {
            var (calls, before, spent) = (0, Process.GetCurrentProcess().TotalProcessorTime, 0.0);
            for (; spent < 0.1; spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds)
            {
                call();
                calls++;
            }

            least = Math.Min(least, spent / calls);
        }

        return least;
    }
}
