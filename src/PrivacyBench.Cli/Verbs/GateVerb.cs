using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench gate</c>: compares results with a recorded baseline and with the scenario's own claims.</summary>
internal static class GateVerb
{
    private static readonly Argument<string> Folder = new("DIR") { Description = "The folder that a run wrote." };

    private static readonly Option<string> Against = new("--baseline") { Description = "The recorded baseline.", HelpName = "FILE", Required = true };

    private static readonly Option<string?> JUnit = new("--junit") { Description = "Also writes JUnit XML, for CI servers.", HelpName = "FILE" };

    private static readonly Option<string?> Summary = new("--summary") { Description = "Also writes Markdown, for the summary of a CI run.", HelpName = "FILE.md" };

    private static readonly Option<bool> Json = JsonText.Option();

    private static readonly GateLimits Usual = new();

    private static readonly Option<double> Level = Number(
        "--level", "The chance that a run without any change is called worse, over all numbers together.", Usual.Level);

    private static readonly Option<double> Advantage = Number("--tolerance", "By how much an advantage may grow.", Usual.Advantage);

    private static readonly Option<double?> PowerLoss = new("--power-loss")
    {
        Description = "By how much an undefended advantage may fall before the attacks count as weakened; not judged if not given.",
        HelpName = "NUMBER",
    };

    private static readonly Option<double> Accuracy = Number("--accuracy-tolerance", "By how much the test accuracy may fall.", Usual.Accuracy);

    private static readonly Option<double> BytesRatio = Number("--bytes-ratio", "How many times the baseline's bytes are allowed.", Usual.BytesRatio);

    private static readonly Option<double> SecondsRatio = Number(
        "--seconds-ratio", "How many times the baseline's CPU seconds are allowed, on the baseline's own machine.", Usual.SecondsRatio);

    public static Command Create()
    {
        var verb = new Verb(
            "gate", "Compares results with a recorded baseline and with the scenario's own claims.",
            "privacybench gate reports/quickstart --baseline baselines/quickstart.json --junit gate.xml --summary gate.md")
        {
            Folder, Against, JUnit, Summary, Json, Level, Advantage, PowerLoss, Accuracy, BytesRatio, SecondsRatio,
        };
        verb.SetAction(Run);
        return verb;
    }

    private static int Run(ParseResult parsed)
    {
        var (folder, file) = (parsed.GetRequiredValue(Folder), parsed.GetRequiredValue(Against));
        var limits = Limits(parsed);
        var gate = GateReport.Of(ReportFolder.Read(folder, mustBeWhole: true), folder, Baseline.Load(file), file, limits);
        Write(parsed.GetValue(JUnit), "--junit", () => JUnitFile.Of(gate));
        Write(parsed.GetValue(Summary), "--summary", () => GateMarkdown.Of(gate));
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            JsonText.Write(JsonSerializer.SerializeToNode(gate, ResultsFile.Options) as JsonObject ?? [], output);
        }
        else
        {
            GateScreen.Write(gate, Screen.On(output));
        }

        return ExitCode.Of(gate.Verdict);
    }

    private static GateLimits Limits(ParseResult parsed) => new()
    {
        Level = Checked(parsed, Level, 0, 0.5, "a number above 0 and below 0.5", open: true),
        Advantage = Checked(parsed, Advantage, 0, 1, "a number from 0 to 1"),
        PowerLoss = parsed.GetValue(PowerLoss) is not { } loss || loss is >= 0 and <= 1
            ? parsed.GetValue(PowerLoss)
            : throw new WrongInputException(FormattableString.Invariant($"{PowerLoss.Name}: found {loss}; allowed: a number from 0 to 1.")),
        Accuracy = Checked(parsed, Accuracy, 0, 1, "a number from 0 to 1"),
        BytesRatio = Checked(parsed, BytesRatio, 1, double.MaxValue, "a number from 1"),
        SecondsRatio = Checked(parsed, SecondsRatio, 1, double.MaxValue, "a number from 1"),
    };

    private static double Checked(ParseResult parsed, Option<double> option, double low, double high, string allowed, bool open = false)
    {
        var value = parsed.GetValue(option);
        return (open ? value > low && value < high : value >= low && value <= high)
            ? value
            : throw new WrongInputException(FormattableString.Invariant($"{option.Name}: found {value}; allowed: {allowed}."));
    }

    private static void Write(string? path, string option, Func<string> text)
    {
        if (path is not null)
        {
            OutputFile.Write(path, option, text());
        }
    }

    private static Option<double> Number(string name, string description, double usual) =>
        new(name) { Description = description, HelpName = "NUMBER", DefaultValueFactory = _ => usual };
}
