using System.CommandLine;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench report</c>.</summary>
internal static class ReportVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that holds results.json." };

    private static readonly Option<string?> Against = new("--baseline") { Description = "Also holds the results against this baseline, in the report.", HelpName = "FILE" };

    private static readonly Option<bool> Verbose = RunVerb.VerboseOption();

    public static Command Create()
    {
        var verb = new Verb("report", "Draws the report again from results.json and scores/ alone.", "privacybench report reports/quickstart")
        {
            Folder, Against, Verbose,
        };
        verb.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(Folder);
            var results = ReportFolder.Read(folder);
            var gate = parsed.GetValue(Against) is { } file ? GateReport.Of(results, folder, Baseline.Load(file), file, new()) : null;
            OutputFolder.Prepare(folder);
            ReportFolder.Draw(results, folder, gate);
            var console = Screen.On(parsed.InvocationConfiguration.Output);
            SummaryScreen.Write(results, console, parsed.GetValue(Verbose));
            ReportPlace.Tell(folder, parsed.InvocationConfiguration.Output);
        });
        return verb;
    }
}
