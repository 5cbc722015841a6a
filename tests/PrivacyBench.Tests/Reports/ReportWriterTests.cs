using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed class ReportWriterTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("privacybench-report").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void It_draws_from_results_and_scores_alone_and_leaves_whole_files_only()
    {
        var sample = SampleResults.Of();
        var results = sample with { Cells = [.. sample.Cells.Where(c => c is { Partition: "iid", Position: "server", Defense: "none" or SampleResults.LocalDp })] };
        SampleResults.WriteScores(results, folder);
        ResultsFile.Write(results, Path.Combine(folder, ResultsFile.Name));
        var before = Files().ToList();

        var written = ReportWriter.Write(ResultsFile.Read(folder), folder);

        Assert.That(Files().Except(before), Is.EquivalentTo(written));
        Assert.That(written, Is.SupersetOf(new[] { "report.html", "report.md", "cells.csv", "tables.tex", "figures/overview.svg", "figures/advantage.svg", "figures/roc.svg", "figures/roc.png" }));
        var markdown = File.ReadAllText(Path.Combine(folder, "report.md"));
        Assert.That(File.ReadLines(Path.Combine(folder, "cells.csv")).Count(), Is.EqualTo(1 + results.Cells.Sum(c => c.Attacks.Count)));
        foreach (var picture in written.Where(f => f.EndsWith(".png", StringComparison.Ordinal)))
        {
            Assert.That(markdown, Does.Contain($"]({picture})"));
            Assert.That(File.ReadAllBytes(Path.Combine(folder, picture))[1..4], Is.EqualTo("PNG"u8.ToArray()));
        }
    }

    [Test]
    public void A_score_path_that_leaves_the_folder_is_not_read()
    {
        var sample = SampleResults.Of();
        var cell = sample.Cells[0];
        File.WriteAllText(Path.Combine(folder, "secret.csv"), "not scores");
        var results = sample with { Cells = [cell with { Attacks = [.. cell.Attacks.Select(a => a with { Scores = "../secret.csv" })] }] };
        var (curves, missing) = RocCurve.Read(results, Path.Combine(folder, "report"));
        Assert.That(curves, Is.Empty);
        Assert.That(missing, Is.EqualTo(new[] { "../secret.csv" }));
    }

    [Test]
    public void Results_without_a_single_cell_still_make_a_report()
    {
        var results = SampleResults.Of() with { Cells = [], Defenses = [], Claims = [], Partitions = [] };
        Assert.That(ReportWriter.Write(results, folder), Is.EqualTo(new[] { "cells.csv", "tables.tex", "report.md", "report.html" }));
    }

    private IEnumerable<string> Files() =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'));
}
