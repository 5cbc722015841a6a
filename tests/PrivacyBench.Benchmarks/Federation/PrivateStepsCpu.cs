using PrivacyBench.Federation;

namespace PrivacyBench.Benchmarks.Federation;

/// <summary>
/// Differentially private steps of a stack against plain ones, in CPU time on one thread: as many steps on as many records, first with a
/// record's gradient clipped and then with noise too. Prints the rows of the table in the README.
/// </summary>
internal static class PrivateStepsCpu
{
    private const int Models = 64;
    private const double Rate = 0.25;
    private const int Turns = 4;

    public static void Print()
    {
        Console.WriteLine("| model | plain, CPU ms | clipped | clipped and noised |\n| --- | --- | --- | --- |");
        foreach (var kind in (string[])["softmax", "mlp 64-128-10", "mlp 784-128-10", "cnn 14x14"])
        {
            StackedTrainingBenchmarks[] kinds = [.. new PrivateSteps?[] { null, new(1, 0, Rate), new(1, 1, Rate) }.Select(steps => Loaded(kind, steps))];
            // In turn, so that what else the machine does meets all three alike.
            var least = Enumerable.Range(0, Turns).Select(_ => Array.ConvertAll(kinds, of => StackedTrainingCpu.Time(of.StackedOnOneThread)))
                .Aggregate((best, turn) => [.. best.Zip(turn, Math.Min)]);
            Console.WriteLine(FormattableString.Invariant($"| {kind} | {least[0] * 1e3:0.0} | {least[1] / least[0]:0.00} | {least[2] / least[0]:0.00} |"));
        }
    }

    // A quarter of 128 records is the plain batch of 32.
    private static StackedTrainingBenchmarks Loaded(string kind, PrivateSteps? steps)
    {
        var benchmark = new StackedTrainingBenchmarks
        {
            Kind = kind,
            Models = Models,
            Local = new() { Epochs = 1, BatchSize = 32, LearningRate = 0.1, Private = steps },
        };
        benchmark.Load();
        return benchmark;
    }
}
