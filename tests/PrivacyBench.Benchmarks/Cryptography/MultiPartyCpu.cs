using PrivacyBench.Benchmarks.Federation;
using PrivacyBench.Cryptography;

namespace PrivacyBench.Benchmarks.Cryptography;

/// <summary>
/// One round of each protocol in CPU time on one thread, for a machine on which other work runs: against the sum in the clear, and
/// against the key stream of AES alone. Prints the rows of the table in the README.
/// </summary>
internal static class MultiPartyCpu
{
    public static void Print()
    {
        var round = new MultiPartyBenchmarks { Clients = 10, Parameters = 1_000_000, Workers = 1 };
        round.Setup();
        var (clear, stream) = (StackedTrainingCpu.Time(() => round.SumInTheClear()), StackedTrainingCpu.Time(round.KeyStreamOfAdditiveShares));
        Console.WriteLine("| protocol | CPU | over the sum | over the key stream | upload of a client | allocated in a round |\n| --- | --- | --- | --- | --- | --- |");
        Console.WriteLine(FormattableString.Invariant($"| sum in the clear, in memory | {clear * 1e3:0} ms | 1 | | | |"));
        Console.WriteLine(FormattableString.Invariant($"| key stream that three additive shares expand (40 × 4 MB) | {stream * 1e3:0} ms | {stream / clear:0.0} | 1 | | |"));
        foreach (var (name, run) in new (string, Func<AggregationOutcome>)[]
        {
            ("`plain`", round.Plain), ("`additive-shares`, three aggregators", round.AdditiveSharesAmongThree),
            ("`secure-aggregation`, every pair masked", round.SecureAggregationOfAll), ("`shamir-shares`, two of three", round.ShamirSharesTwoOfThree),
            ("`verified-shares`, three aggregators", round.VerifiedSharesAmongThree),
        })
        {
            var took = StackedTrainingCpu.Time(() => run());
            var before = GC.GetAllocatedBytesForCurrentThread();
            var upload = run().Cost.UploadBytes;
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Console.WriteLine(FormattableString.Invariant(
                $"| {name} | {took * 1e3:0} ms | {took / clear:0.0} | {took / stream:0.0} | {upload / 1e6:0.0} MB | {allocated / 1e6:0} MB |"));
        }
    }
}
