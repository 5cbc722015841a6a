using System.CommandLine;
using PrivacyBench.Reports;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench report</c>.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that holds results.json." };

    public static Command Create()
    {
        var verb = new Verb("report", "Draws the report again from results.json and scores/ alone.", "privacybench report reports/quickstart") { Folder };
        verb.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(Folder);
            var results = ResultsFile.Read(folder);
            OutputFolder.Prepare(folder);
            ReportWriter.Write(results, folder);
            var console = Screen.On(parsed.InvocationConfiguration.Output);
            SummaryScreen.Write(results, console);
            ReportPlace.Tell(folder, parsed.InvocationConfiguration.Output);
        });
        return verb;
    }
}
