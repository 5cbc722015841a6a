using PrivacyBench.Reports;
using PrivacyBench.Scenarios;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Tests.Scenarios;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Tests.Cli;

public class RunTests
{
    private string folder = "";

    private string File => Path.Combine(folder, "tiny.json");

    private string Report => Path.Combine(folder, "deep", "report");

    [SetUp]
    public void WriteScenario()
    {
        folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        System.IO.File.WriteAllText(File, ScenarioFileTests.Valid);
    }

    [TearDown]
    public void DeleteScenario() => Directory.Delete(folder, recursive: true);

    [TestCase("--set federation.rounds=0", "federation.rounds: found 0 (from --set federation.rounds=0); allowed: a whole number from 1.")]
    [TestCase("--set federation.rounds", "--set: path=value: found \"federation.rounds\"")]
    [TestCase("--seed 1.5", "1.5")]
    [TestCase("--max-memory 5kg", "--max-memory: found 5kg; allowed: a number above 0 and MiB or GiB, such as 12GiB.")]
    [TestCase("--workers 0", "--workers: found 0; allowed: a whole number from 1.")]
    public async Task Wrong_input_ends_with_2_and_nothing_is_written(string arguments, string message)
    {
        var shell = await Shell.RunAsync(Never, CancellationToken.None, ["run", File, "--out", Report, .. arguments.Split(' ')]);
        Assert.That(shell.ExitCode, Is.EqualTo(2), shell.Error);
        Assert.That(shell.Error, Does.Contain(message));
        Assert.That(shell.Output, Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { File }));
    }

    [Test]
    public async Task A_folder_that_cannot_be_written_to_is_refused_before_any_work()
    {
        var shell = await Shell.RunAsync(Never, CancellationToken.None, "run", File, "--out", Path.Combine(File, "report"));
        Assert.That(shell.ExitCode, Is.EqualTo(2), shell.Error);
        Assert.That(shell.Error, Does.Contain("Allowed: a folder that can be written to"));
    }

    [Test]
    public async Task A_missing_scenario_is_named()
    {
        var shell = await Shell.RunAsync(Never, CancellationToken.None, "run", "no/such.json");
        Assert.That(shell.ExitCode, Is.EqualTo(2));
        Assert.That(shell.Error, Does.StartWith("no/such.json: file: found no such file"));
    }

    [TestCase(new[] { Verdict.Holds }, 0)]
    [TestCase(new Verdict[0], 0)]
    [TestCase(new[] { Verdict.Holds, Verdict.Inconclusive }, 3)]
    [TestCase(new[] { Verdict.Inconclusive, Verdict.Fails, Verdict.Holds }, 1)]
    public async Task The_claims_decide_the_exit_code_and_the_report_is_written(Verdict[] verdicts, int code)
    {
        var sample = SampleResults.Of();
        var results = sample with { Claims = [.. verdicts.Select(v => sample.Claims[0] with { Verdict = v })] };
        var shell = await Shell.RunAsync((_, _, _, _, _) => results, CancellationToken.None, "run", File, "--out", Report);
        Assert.That(shell.ExitCode, Is.EqualTo(code), shell.Error);
        Assert.That(Directory.EnumerateFiles(Report).Select(Path.GetFileName), Is.EquivalentTo(["results.json", "report.html", "report.md", "cells.csv", "tables.tex", "SHA256SUMS"]));
        Assert.That(ResultsFile.Read(Report).Claims.Select(c => c.Verdict), Is.EqualTo(verdicts));
        Assert.That(shell.Output, Does.Contain(Path.Combine(Report, "report.html")));
    }

    [Test]
    public async Task The_evaluation_gets_the_scenario_with_overrides_and_the_command_that_repeats_it()
    {
        (Scenario Scenario, string Folder, RunOptions Options)? asked = null;
        Results Remember(Scenario scenario, string folder, RunOptions options, IProgress<RunProgress> progress, CancellationToken cancellation)
        {
            asked = (scenario, folder, options);
            progress.Report(new(0, 1, "iid, none", "training", 0.5));
            return SampleResults.Of();
        }

        string[] args = ["run", File, "--out", Report, "--set", "name=other one", "--set", "name=other", "--seed", "-7", "--workers", "3", "--resume"];
        var shell = await Shell.RunAsync(Remember, CancellationToken.None, args);
        Assert.That(shell.Error, Does.Contain("iid, none: training"));
        Assert.That(asked!.Value.Scenario, Has.Property("Seed").EqualTo(-7).And.Property("Name").EqualTo("other"));
        Assert.That(asked.Value.Options, Has.Property("Workers").EqualTo(3).And.Property("Resume").True);
        Assert.That(
            asked.Value.Options.Command,
            Is.EqualTo($"privacybench run {File} --seed -7 --set 'name=other one' --set name=other"));
    }

    [Test]
    public async Task A_scenario_that_does_not_fit_its_data_leaves_nothing_behind()
    {
        var shell = await Shell.RunAsync(
            (scenario, _, _, _, _) => throw new ScenarioException(scenario.Name, [new("federation.clients", "9", "at most 8")]),
            CancellationToken.None, "run", File, "--out", Report);
        Assert.That(shell.ExitCode, Is.EqualTo(2));
        Assert.That(shell.Error, Does.StartWith($"{File}: federation.clients: found 9; allowed: at most 8."));
        Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { File }));
    }

    [Test]
    public async Task An_interrupted_run_ends_with_130_and_tells_how_to_go_on()
    {
        using var interrupt = new CancellationTokenSource();
        var shell = await Shell.RunAsync(
            (_, _, _, _, cancellation) =>
            {
                interrupt.Cancel();
                cancellation.ThrowIfCancellationRequested();
                return SampleResults.Of();
            },
            interrupt.Token, "run", File, "--out", Report);
        Assert.That(shell.ExitCode, Is.EqualTo(130));
        Assert.That(shell.Error, Does.Contain($"To go on: privacybench run {File} --out {Report} --resume"));
        Assert.That(Directory.EnumerateFiles(Report), Is.Empty, "no half-written file");
    }

    [Test]
    public async Task A_run_that_fails_part_way_ends_with_4()
    {
        var shell = await Shell.RunAsync(
            (_, _, _, _, _) => throw new InvalidOperationException("The sums differ."), CancellationToken.None, "run", File, "--out", Report);
        Assert.That(shell.ExitCode, Is.EqualTo(4));
        Assert.That(shell.Error, Does.Contain("The sums differ.").And.Contain("--resume"));
    }

    private static Results Never(Scenario scenario, string folder, RunOptions options, IProgress<RunProgress> progress, CancellationToken cancellation) =>
        throw new AssertionException("Wrong input must be refused before the evaluation.");
}
