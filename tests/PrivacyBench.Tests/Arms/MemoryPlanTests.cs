using System.Diagnostics;
using System.Globalization;
using PrivacyBench.Arms;

namespace PrivacyBench.Tests.Arms;

internal sealed class MemoryPlanTests
{
    [TestCase(260, 2)]
    [TestCase(10_000, 4)]
    [TestCase(199, 0)]
    public void As_many_workers_as_fit_beside_the_federations_work(long most, int expected) =>
        Assert.That(new MemoryPlan(Always: 100, Federation: 10, Worker: 50).WorkersThatFit(federations: 5, wanted: 4, most), Is.EqualTo(expected));

    [Test]
    [Category("Slow")]
    [Platform("Linux")]
    public void Ten_times_the_federations_of_the_quickstart_stay_inside_the_memory_that_they_may_take()
    {
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        var refused = Run(folder, "1GiB");
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Error);
        Assert.That(refused.Error, Does.Contain("trials.federations: found 160 and 160 references").And.Contain("at most").And.Contain("--max-memory"));

        var allowed = Run(folder, "1.5GiB");
        Directory.Delete(folder, recursive: true);
        Assert.That(allowed.ExitCode, Is.EqualTo(0), allowed.Error);
        Assert.That(allowed.PeakBytes, Is.GreaterThan(400L << 20).And.LessThan(3L << 29));
        TestContext.Out.WriteLine($"peak {allowed.PeakBytes / (double)(1 << 30):0.00} GiB");
    }

    /// <summary>Short rounds of many federations in a process of their own, whose peak the system tells.</summary>
    private static (int ExitCode, long PeakBytes, string Error) Run(string folder, string memory)
    {
        string[] arguments =
        [
            "run", Path.Combine(Repository.Root, "scenarios", "quickstart.json"), "--out", Path.Combine(folder, "report"), "--max-memory", memory,
            "--set", "trials.federations=160", "--set", "federation.rounds=2", "--set", "federation.local.epochs=1",
            "--set", """federation.partitions=["iid"]""", "--set", """defenses=["none"]""", "--set", """attacks=["loss-threshold","source-loss"]""",
        ];
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PrivacyBench.Cli"), arguments)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(50))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        return (process.ExitCode, peak, error.Result + output.Result);
    }

    /// <summary>The most memory that a process held in place so far; 0 where it is gone.</summary>
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line["VmHWM:".Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) << 10;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
