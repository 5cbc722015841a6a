using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Cryptography;
using PrivacyBench.Reports;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench aggregate</c>: runs one aggregation for real on random updates, checks the sum, prints its cost.</summary>
internal static class AggregateVerb
{
    private static readonly Option<string> Protocol = new("--protocol")
    {
        Description = string.Join(", ", AggregationTrial.Protocols), HelpName = "NAME", Required = true,
    };

    private static readonly Option<int> Clients = new("--clients") { Description = "Clients, from 2 to 65,535.", HelpName = "N", Required = true };

    private static readonly Option<int> Parameters = new("--parameters") { Description = "Values of an update, at least 1.", HelpName = "P", Required = true };

    private static readonly Option<int> Drop = new("--drop") { Description = "How many clients drop out before they send anything.", HelpName = "D" };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often to repeat it.", HelpName = "R", DefaultValueFactory = _ => 1 };

    private static readonly Option<bool> Plan = new("--plan") { Description = "Print the parameters of the scheme and the reasons only." };

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var verb = new Verb(
            "aggregate", "Runs one secure aggregation for real on random updates, and prints its cost.",
            "privacybench aggregate --protocol bfv --clients 10 --parameters 100000")
        {
            Protocol, Clients, Parameters, Rounds, Drop, Plan, Json,
        };
        verb.SetAction(Run);
        return verb;
    }

    private static int Run(ParseResult parsed)
    {
        var trial = Trial(parsed);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Plan))
        {
            foreach (var reason in trial.Reasons())
            {
                output.WriteLine(reason);
            }

            return ExitCode.Done;
        }

        var outcomes = Enumerable.Range(0, Math.Max(1, parsed.GetValue(Rounds))).Select(trial.Run).ToArray();
        if (parsed.GetValue(Json))
        {
            JsonText.Write(ToJson(trial, outcomes), output);
        }
        else
        {
            Write(trial, outcomes, output);
        }

        return outcomes.All(o => o.Correct) ? ExitCode.Done : ExitCode.Failed;
    }

    private static AggregationTrial Trial(ParseResult parsed)
    {
        try
        {
            return new(parsed.GetRequiredValue(Protocol), parsed.GetValue(Clients), parsed.GetValue(Parameters), parsed.GetValue(Drop));
        }
        catch (ArgumentException e)
        {
            throw new WrongInputException(e.Message.ReplaceLineEndings(" "));
        }
    }

    private static JsonObject ToJson(AggregationTrial trial, TrialOutcome[] outcomes) => new()
    {
        ["protocol"] = trial.Protocol,
        ["clients"] = trial.Clients,
        ["parameters"] = trial.Parameters,
        ["dropped"] = trial.Dropped,
        ["correct"] = outcomes.All(o => o.Correct),
        ["maxAbsoluteError"] = outcomes.Max(o => o.LargestError),
        ["cost"] = new JsonObject
        {
            ["clientSeconds"] = outcomes.Average(o => o.ClientSeconds),
            ["serverSeconds"] = outcomes.Average(o => o.ServerSeconds),
            ["uploadBytesPerClientPerRound"] = outcomes.Average(o => o.UploadBytesPerClient),
            ["downloadBytesPerClientPerRound"] = outcomes.Average(o => o.DownloadBytesPerClient),
            ["messagesPerRound"] = outcomes.Average(o => (double)o.Messages),
            ["expansion"] = outcomes.Average(o => o.UploadBytesPerClient) / (sizeof(float) * (double)trial.Parameters),
        },
        ["phases"] = new JsonArray(
        [
            .. outcomes[0].Phases.Select((phase, i) => new JsonObject
            {
                ["name"] = phase.Name,
                ["seconds"] = outcomes.Average(o => o.Phases[i].Seconds),
                ["bytes"] = phase.Bytes,
            }),
        ]),
        ["parametersOfScheme"] = new JsonArray([.. trial.Reasons().Select(reason => (JsonNode)reason)]),
    };

    private static void Write(AggregationTrial trial, TrialOutcome[] outcomes, TextWriter output)
    {
        var expansion = outcomes.Average(o => o.UploadBytesPerClient) / (sizeof(float) * (double)trial.Parameters);
        output.WriteLine(FormattableString.Invariant(
            $"{trial.Protocol}: {trial.Clients} clients, {trial.Dropped} of them dropped out, {trial.Parameters} values"));
        output.WriteLine(outcomes.All(o => o.Correct)
            ? $"The sum is right (largest error {Numbers.Significant(outcomes.Max(o => o.LargestError))} units of the last place)."
            : $"THE SUM IS WRONG: off by up to {Numbers.Significant(outcomes.Max(o => o.LargestError))} units of the last place.");
        output.WriteLine($"A client sends {Numbers.Bytes(outcomes.Average(o => o.UploadBytesPerClient))}, {Numbers.Significant(expansion)} times its 32-bit values.");
        foreach (var (i, phase) in outcomes[0].Phases.Index())
        {
            output.WriteLine($"  {phase.Name,-20} {Numbers.Seconds(outcomes.Average(o => o.Phases[i].Seconds)),10} {Numbers.Bytes(phase.Bytes),10}");
        }
    }
}
