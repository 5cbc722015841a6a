using System.Diagnostics;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Cli;

/// <summary>A run that is killed with SIGKILL (no handler runs, nothing is flushed) and resumed, again and again.</summary>
internal sealed class KillTests
{
    private const int Kills = 10;

    private const string Scenario = """
        {
          "name": "killed",
          "dataset": { "name": "digits" },
          "federation": {
            "clients": 4, "recordsPerClient": 15, "rounds": 6,
            "partitions": ["iid", { "kind": "dirichlet", "alpha": 0.3 }, { "kind": "dirichlet", "alpha": 1 }, { "kind": "dirichlet", "alpha": 10 }],
            "architecture": { "kind": "mlp", "hidden": [24] },
            "local": { "epochs": 5, "batchSize": 5, "learningRate": 0.2 }
          },
          "positions": ["external", "server"],
          "attacks": ["loss-threshold", "source-loss"],
          "defenses": ["none", { "kind": "local-dp", "epsilon": 8 }, "additive-shares"],
          "trials": { "federations": 6 }
        }
        """;

    private string folder = "";

    private string File => Path.Combine(folder, "killed.json");

    [SetUp]
    public void WriteScenario()
    {
        folder = Directory.CreateTempSubdirectory("privacybench-kill").FullName;
        System.IO.File.WriteAllText(File, Scenario);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    [Category("Slow")]
    public void A_run_killed_at_ten_random_moments_and_resumed_ends_with_the_bytes_of_one_that_never_was()
    {
        var (whole, killed) = (Path.Combine(folder, "whole"), Path.Combine(folder, "killed"));
        Finish(whole);
        var all = Written(whole);
        var random = new RandomStream(41);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Somewhere in the work that is left: a random number of files further, and a random moment after the last of them.
            var before = Written(killed);
            var files = before + 1 + random.Below(Math.Max(1, (all - before) / (Kills - kill)));
            Assert.That(files, Is.LessThan(all), "something must be left to be killed");
            Kill(killed, files, TimeSpan.FromMilliseconds(random.Below(40)));
        }

        Finish(killed);
        Assert.That(Bytes(killed), Is.EqualTo(Bytes(whole)));
        foreach (var score in Directory.EnumerateFiles(Path.Combine(whole, "scores")).Select(file => Path.GetFileName(file)))
        {
            byte[] Scores(string report) => System.IO.File.ReadAllBytes(Path.Combine(report, "scores", score));
            Assert.That(Scores(killed), Is.EqualTo(Scores(whole)), score);
        }

        Assert.That(Directory.EnumerateFiles(killed, "*.unfinished", SearchOption.AllDirectories), Is.Empty);
    }

    /// <summary>Files of finished attacks and arms.</summary>
    private static int Written(string report) => new[] { "arms", "scores" }.Select(name => Path.Combine(report, name)).Where(Directory.Exists)
        .Sum(kept => Directory.EnumerateFiles(kept).Count(file => !file.EndsWith(".unfinished", StringComparison.Ordinal)));

    private void Kill(string report, int files, TimeSpan after)
    {
        using var process = Start(report);
        while (Written(report) < files)
        {
            Assert.That(process.HasExited, Is.False, "the run ended before it was killed");
            Thread.Sleep(2);
        }

        process.WaitForExit(after);
        process.Kill();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(137), "128 and the number of SIGKILL");
    }

    private void Finish(string report)
    {
        using var process = Start(report);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.EqualTo(0));
    }

    private Process Start(string report)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(TestContext.CurrentContext.TestDirectory, "PrivacyBench.Cli.dll"), "run", File, "--out", report, "--resume",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string Bytes(string report) => SameResults.Bytes(System.IO.File.ReadAllBytes(Path.Combine(report, ResultsFile.Name)));
}
