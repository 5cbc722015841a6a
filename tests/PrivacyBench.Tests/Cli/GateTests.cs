using System.Text.Json.Nodes;
using System.Xml.Linq;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Tests.Reports.Gates;

namespace PrivacyBench.Tests.Cli;

internal sealed class GateTests
{
    // Nothing to fail of its own, and no score files.
    private static readonly Results Sample = BaselineTests.Shared(SampleResults.Of()) with { Claims = [] };
    private string folder = "";

    private string Report => Path.Combine(folder, "report");

    private string Baseline => Path.Combine(folder, "baselines", "sample.json");

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("privacybench-gate").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [TestCase(0, 0, "The gate holds")]
    [TestCase(0.3, 1, "fails")]
    public async Task A_baseline_is_recorded_and_later_runs_are_held_against_it(double worse, int code, string said)
    {
        await Record();
        Write(Worse(worse));
        var shell = await Shell.RunAsync("gate", Report, "--baseline", Baseline);
        Assert.That(shell.ExitCode, Is.EqualTo(code), shell.Output + shell.Error);
        Assert.That(shell.Output, Does.Contain(said));
    }

    [Test]
    public async Task What_cannot_be_told_ends_with_3()
    {
        await Record();
        Write(Sample with { Provenance = Sample.Provenance with { Seed = 2 } });
        var shell = await Shell.RunAsync("gate", Report, "--baseline", Baseline);
        Assert.That(shell.ExitCode, Is.EqualTo(3), shell.Output + shell.Error);
        Assert.That(shell.Output, Does.Contain("inconclusive").And.Contain("about").And.Contain("federations"));
    }

    [Test]
    public async Task The_gate_writes_what_it_is_asked_for()
    {
        await Record();
        var (junit, summary) = (Path.Combine(folder, "out", "gate.xml"), Path.Combine(folder, "out", "gate.md"));
        var shell = await Shell.RunAsync("gate", Report, "--baseline", Baseline, "--junit", junit, "--summary", summary, "--json");
        Assert.That(shell.ExitCode, Is.EqualTo(0), shell.Error);
        Assert.That(XDocument.Load(junit).Root!.Name.LocalName, Is.EqualTo("testsuites"));
        Assert.That(File.ReadAllText(summary), Does.StartWith("## ✓ Privacy gate"));
        Assert.That((string?)JsonNode.Parse(shell.Output)!["verdict"], Is.EqualTo("holds"));
    }

    [Test]
    public async Task A_baseline_moves_only_with_a_reason()
    {
        await Record();
        var silent = await Shell.RunAsync("baseline", Report, "--out", Baseline);
        Assert.That((silent.ExitCode, silent.Error), Is.EqualTo((2, $"--reason: found nothing; {Baseline} is there already, and a baseline moves only with a reason: --reason TEXT.{Environment.NewLine}")));
        var moved = await Shell.RunAsync("baseline", Report, "--out", Baseline, "--reason", "a better defense");
        Assert.That(moved.ExitCode, Is.EqualTo(0), moved.Error);
        Assert.That(PrivacyBench.Reports.Gates.Baseline.Load(Baseline).History.Select(h => h.Reason), Is.EqualTo(["first recording", "a better defense"]));
    }

    [Test]
    public async Task The_report_can_be_drawn_with_the_gate()
    {
        await Record();
        var shell = await Shell.RunAsync("report", Report, "--baseline", Baseline);
        Assert.That(shell.ExitCode, Is.EqualTo(0), shell.Error);
        Assert.That(File.ReadAllText(Path.Combine(Report, "report.html")), Does.Contain("The gate holds"));
        Assert.That(() => ReportFolder.Read(Report, mustBeWhole: true), Throws.Nothing, "the checksums follow");
    }

    [TestCase("--tolerance 2", "--tolerance: found 2; allowed: a number from 0 to 1.")]
    [TestCase("--level 0", "--level: found 0; allowed: a number above 0 and below 0.5.")]
    [TestCase("--bytes-ratio 0.9", "--bytes-ratio: found 0.9; allowed: a number from 1.")]
    [TestCase("--baseline nowhere.json", "nowhere.json: the file: found nothing; allowed is a baseline that `privacybench baseline` wrote.")]
    public async Task Wrong_input_ends_with_2(string arguments, string message)
    {
        await Record();
        string[] given = arguments.StartsWith("--baseline", StringComparison.Ordinal) ? [] : ["--baseline", Baseline];
        var shell = await Shell.RunAsync(["gate", Report, .. given, .. arguments.Split(' ')]);
        Assert.That(shell.ExitCode, Is.EqualTo(2), shell.Output);
        Assert.That(shell.Error, Does.Contain(message));
        Assert.That(shell.Output, Is.Empty);
    }

    private async Task Record()
    {
        Write(Sample);
        var shell = await Shell.RunAsync("baseline", Report, "--out", Baseline);
        Assert.That(shell.ExitCode, Is.EqualTo(0), shell.Error);
    }

    private void Write(Results results)
    {
        Directory.CreateDirectory(Report);
        ResultsFile.Write(results, Path.Combine(Report, ResultsFile.Name));
        Manifest.Write(Report);
    }

    private static Results Worse(double by) => Sample with
    {
        Cells =
        [
            .. Sample.Cells.Select(c => c is { Partition: "iid", Defense: SampleResults.Masks, Position: "server-with-clients(3)" }
                ? c with { Strongest = c.Strongest with { Source = Moved(c.Strongest.Source!, by) } }
                : c),
        ],
    };

    private static Strongest Moved(Strongest strongest, double by) => strongest with
    {
        Advantage = new(strongest.Advantage.Value + by, strongest.Advantage.Low + by, strongest.Advantage.High + by),
        ByFederation = [.. strongest.ByFederation!.Select(v => v + by)],
    };
}
