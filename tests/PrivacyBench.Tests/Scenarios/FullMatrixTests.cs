using PrivacyBench.Defenses;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;
using PrivacyBench.Verdicts;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Scenarios;

/// <summary>The scenario that the sample report is drawn from, and the sample itself, keep up with the code.</summary>
internal sealed class FullMatrixTests
{
    private const string Renew = "draw it again: dotnet run -c Release --project src/PrivacyBench.Cli -- run scenarios/full-matrix.json --out reports/sample";
    private static readonly string File = Path.Combine(Repository.Root, "scenarios", "full-matrix.json");
    private static readonly string Sample = Path.Combine(Repository.Root, "reports", "sample");

    private static readonly string[] Tiny =
    [
        "federation.clients=4", "federation.recordsPerClient=6", "federation.rounds=1", "federation.local.epochs=1", "federation.partitions=[\"iid\"]",
        "federation.architecture={\"kind\":\"softmax\"}", "trials.federations=2",
    ];

    [Test]
    public void It_names_every_defense_and_every_position()
    {
        var scenario = ScenarioFile.Load(File);
        Assert.That(
            scenario.Defenses.SelectMany(d => d.Defenses).Select(DefenseCatalogue.Defenses.NameOf), Is.SupersetOf(DefenseCatalogue.Defenses.Entries.Keys),
            $"add the defense, and {Renew}");
        Assert.That(scenario.Positions.Select(ThreatPositions.Catalogue.NameOf), Is.SupersetOf(ThreatPositions.Catalogue.Entries.Keys), $"add the position, and {Renew}");
    }

    [Test]
    public void The_sample_report_has_the_sections_defenses_and_positions_that_a_run_has_now()
    {
        var folder = Directory.CreateTempSubdirectory("privacybench-matrix").FullName;
        try
        {
            // Claims are made of the whole scenario's partitions.
            var scenario = ScenarioFile.Load(File, [Override.FromSetting("claims=[]"), .. Tiny.Select(Override.FromSetting)]);
            var results = Evaluation.Run(scenario, folder, new RunOptions(), new Silent(), CancellationToken.None);
            ReportFolder.Write(results, folder);
            var sample = ResultsFile.Read(Sample);
            Assert.That(Headings(Sample), Is.EqualTo(Headings(folder)), Renew);
            Assert.That(sample.Cells.Select(c => (c.Defense, c.Position)).Distinct(), Is.EqualTo(results.Cells.Select(c => (c.Defense, c.Position))), Renew);
            Assert.That(results.Sanity.Where(s => s.Verdict == Verdict.Fails).Select(s => s.Place), Is.Empty);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void The_sample_report_is_that_of_its_results()
    {
        var html = System.IO.File.ReadAllText(Path.Combine(Sample, "report.html"));
        var statement = ReportContent.Of(ResultsFile.Read(Sample), "nowhere").Sections.Single(s => s.Id == "statement");
        Assert.That(html, Does.Contain(statement.Paragraphs[2]), $"the fingerprint of the results; {Renew}");
    }

    private static IEnumerable<string> Headings(string folder) =>
        System.IO.File.ReadLines(Path.Combine(folder, "report.md")).Where(l => l.StartsWith("##", StringComparison.Ordinal));

    private sealed class Silent : IProgress<RunProgress>
    {
        public void Report(RunProgress value)
        {
        }
    }
}
