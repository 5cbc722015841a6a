using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyBench.Arms;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Arms;

internal sealed class MemoryPlanTests
{
    private const int Workers = 2;
    private static readonly string Quickstart = Path.Combine(Repository.Root, "scenarios", "quickstart.json");

    [TestCase(260, 2)]
    [TestCase(10_000, 4)]
    [TestCase(199, 0)]
    public void As_many_workers_as_fit_beside_the_federations_work(long most, int expected) =>
        Assert.That(new MemoryPlan(Always: 100, Federation: 6, Reference: 4, Worker: 50).WorkersThatFit(federations: 5, references: 5, wanted: 4, most), Is.EqualTo(expected));

    [Test]
    [Category("Slow")]
    [Platform("Linux")]
    public void Ten_times_the_federations_of_the_quickstart_stay_inside_the_memory_that_they_may_take()
    {
        string[] settings =
        [
            "trials.federations=160", "trials.references=160", "federation.rounds=2", "federation.local.epochs=1", """federation.partitions=["iid"]""", """defenses=["none"]""",
            """attacks=["loss-threshold","source-loss"]""",
        ];
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        var refused = Run(folder, "1GiB", settings);
        Assert.That(refused.ExitCode, Is.EqualTo(2), refused.Error);
        Assert.That(refused.Error, Does.Contain("trials.federations: found 160 and 160 references").And.Contain("at most").And.Contain("--max-memory"));

        var allowed = Run(folder, "1.5GiB", settings);
        Directory.Delete(folder, recursive: true);
        Assert.That(allowed.ExitCode, Is.EqualTo(0), allowed.Error);
        Assert.That(allowed.PeakBytes, Is.GreaterThan(400L << 20).And.LessThan(3L << 29));
        Assert.That((double)Planned(settings) / allowed.PeakBytes, Is.InRange(1, 1.5));
        TestContext.Out.WriteLine($"peak {allowed.PeakBytes / (double)(1 << 30):0.00} GiB");
    }

    private const string ManyClients = """
        "trials.federations": 6, "federation.clients": 200, "federation.recordsPerClient": 4, "federation.rounds": 40, "federation.clientsPerRound": 20,
        "federation.local.epochs": 1, "positions": ["external", "server"], "attacks": ["loss-threshold", "update-cosine", "update-loss", "source-loss"]
        """;

    private const string ManyRounds = """
        "trials.federations": 16, "trials.references": 4, "federation.rounds": 60, "federation.local.epochs": 1, "positions": ["client"], "attacks": ["trajectory"]
        """;

    [TestCase(ManyClients)]
    [TestCase(ManyRounds)]
    [Category("Slow")]
    [Platform("Linux")]
    public void The_plan_is_above_the_peak_and_below_one_and_a_half_times_it(string shape)
    {
        string[] settings =
        [
            .. ((JsonObject)JsonNode.Parse($$"""{ {{shape}}, "federation.partitions": ["iid"], "defenses": ["none"] }""")!).Select(of => $"{of.Key}={of.Value!.ToJsonString()}"),
        ];
        var planned = Planned(settings);
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        var run = Run(folder, "100GiB", settings);
        Directory.Delete(folder, recursive: true);

        Assert.That(run.ExitCode, Is.EqualTo(0), run.Error);
        TestContext.Out.WriteLine($"planned {planned / (double)(1 << 20):0} MiB, peak {run.PeakBytes / (double)(1 << 20):0} MiB");
        Assert.That((double)planned / run.PeakBytes, Is.InRange(1, 1.5));
    }

    /// <summary>What a run of the quickstart with these settings may take by its plan.</summary>
    private static long Planned(string[] settings)
    {
        var scenario = ScenarioFile.Load(Quickstart, [.. settings.Select(Override.FromSetting)]);
        var arm = ArmPlan.Of(scenario, new RandomStream(scenario.Seed)).Arms.Single();
        return MemoryPlan.Of(arm).Total(arm.Federations, arm.References, Workers);
    }

    /// <summary>A run of the quickstart in a process of its own, whose peak the system tells.</summary>
    private static (int ExitCode, long PeakBytes, string Error) Run(string folder, string memory, params string[] settings)
    {
        string[] arguments =
        [
            "run", Quickstart, "--out", Path.Combine(folder, "report"), "--max-memory", memory, "--workers", "2",
            .. settings.SelectMany(setting => new[] { "--set", setting }),
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
