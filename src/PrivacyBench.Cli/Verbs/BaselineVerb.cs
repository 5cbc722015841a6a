using System.CommandLine;
using System.Text;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench baseline</c>: records the numbers that later runs are held against.</summary>
internal static class BaselineVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that a run wrote." };

    private static readonly Option<string> Out = new("--out") { Description = "The baseline's file, usually below baselines/.", HelpName = "FILE", Required = true };

    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Why; must be given where the file is there already, and goes into its history.",
        HelpName = "TEXT",
    };

    public static Command Create()
    {
        var verb = new Verb(
            "baseline", "Records a baseline, or moves one, with when and why.",
            "privacybench baseline reports/quickstart --out baselines/quickstart.json --reason \"first measurement\"")
        {
            Folder, Out, Reason,
        };
        verb.SetAction(parsed =>
        {
            var (folder, file, reason) = (parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Out), parsed.GetValue(Reason));
            var results = ReportFolder.Read(folder, mustBeWhole: true);
            var earlier = File.Exists(file) ? Baseline.Load(file) : null;
            if (string.IsNullOrWhiteSpace(reason) && earlier is not null)
            {
                throw new WrongInputException($"--reason: found nothing; {file} is there already, and a baseline moves only with a reason: --reason TEXT.");
            }

            var baseline = Baseline.Of(results, TimeProvider.System.GetUtcNow(), reason ?? "first recording", earlier);
            OutputFile.Write(file, "--out", Encoding.UTF8.GetString(baseline.ToBytes()));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{file}: {Numbers.Count(baseline.Values.Count)} numbers of {folder}, seed {baseline.Seed}{(earlier is null ? "" : $", move {baseline.History.Count - 1}")}.");
        });
        return verb;
    }
}
