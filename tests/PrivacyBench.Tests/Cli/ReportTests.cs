using PrivacyBench.Reports;
using PrivacyBench.Tests.Reports;

namespace PrivacyBench.Tests.Cli;

public class ReportTests
{
    [Test]
    public async Task The_report_is_drawn_again_and_summed_up_within_100_columns()
    {
        // A short path: the last line names the report, wherever it is.
        var folder = Directory.CreateTempSubdirectory("report-").FullName;
        try
        {
            ResultsFile.Write(SampleResults.Of(), Path.Combine(folder, ResultsFile.Name));
            var brief = await Shell.RunAsync("report", folder);
            Assert.That(brief.Output.Split('\n').Length, Is.LessThan(40), "a screen");
            Assert.That(brief.Output, Does.Contain("found 70%, guessing 10%").And.Contain("Verdict: ✗ fails: 1 of 4 claims"));
            Assert.That(brief.Output.Split('\n').Select(line => line.TrimEnd('\r').Length), Is.All.LessThanOrEqualTo(100));
            var shell = await Shell.RunAsync("report", folder, "--verbose");
            Assert.That(shell.ExitCode, Is.EqualTo(0), shell.Error);
            Assert.That(File.Exists(Path.Combine(folder, "report.html")));
            Assert.That(shell.Output.Split('\n').Select(line => line.TrimEnd('\r').Length), Is.All.LessThanOrEqualTo(100));
            Assert.That(SampleResults.Defenses, Is.All.Matches<string>(d => shell.Output.Contains(d!.Split('(')[0], StringComparison.Ordinal)));
            Assert.That(shell.Output, Does.Contain("cannot run").And.Contain("not seen").And.Contain("0 is guessing").And.Contain("report.html"));
            Assert.That(shell.Output.Contains('\u001b'), Is.False, "colours");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
