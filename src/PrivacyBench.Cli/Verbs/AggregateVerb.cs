using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Reports;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench aggregate</c>: runs one aggregation for real on random updates, checks the sum, prints its cost.</summary>
internal static class AggregateVerb
{
    private static readonly Option<string> Protocol = new("--protocol")
    {
        Description = string.Join(", ", AggregationProtocols.All.Keys),
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<int> Clients = new("--clients") { Description = "Clients, from 2 to 65,535.", HelpName = "N", Required = true };

    private static readonly Option<int> Parameters = new("--parameters") { Description = "Values of an update, at least 1.", HelpName = "P", Required = true };

    private static readonly Option<int> Drop = new("--drop") { Description = "How many clients drop out before they send their vectors.", HelpName = "D" };

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
        var (name, clients, parameters, drop) = Checked(parsed);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Plan))
        {
            foreach (var reason in Reasons(name, clients, parameters, drop))
            {
                output.WriteLine(reason);
            }

            return ExitCode.Done;
        }

        var trials = Enumerable.Range(0, Math.Max(1, parsed.GetValue(Rounds)))
            .Select(round => AggregationTrial.Run(AggregationProtocols.All[name](), clients, parameters, drop, round, seed: round)).ToArray();
        if (parsed.GetValue(Json))
        {
            JsonText.Write(ToJson(name, clients, parameters, drop, trials), output);
        }
        else
        {
            Write(name, clients, parameters, drop, trials, output);
        }

        return trials.All(t => t.Correct) ? ExitCode.Done : ExitCode.Failed;
    }

    private static (string Name, int Clients, int Parameters, int Drop) Checked(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(Protocol);
        if (!AggregationProtocols.All.ContainsKey(name))
        {
            var meant = Nearest.Of(name, AggregationProtocols.All.Keys) is { } near ? $"did you mean '{near}'? " : "";
            throw new WrongInputException($"--protocol: found '{name}'; {meant}allowed: {string.Join(", ", AggregationProtocols.All.Keys)}.");
        }

        var clients = Checked("--clients", parsed.GetValue(Clients), 2, ushort.MaxValue);
        return (name, clients, Checked("--parameters", parsed.GetValue(Parameters), 1, 100_000_000), Checked("--drop", parsed.GetValue(Drop), 0, clients - 2));
    }

    private static int Checked(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new WrongInputException(FormattableString.Invariant($"{option}: found {value}; allowed: a whole number from {least} to {most}."));

    /// <summary>Why a lattice scheme has its parameters; the other protocols have none to plan.</summary>
    private static IReadOnlyList<string> Reasons(string name, int clients, int parameters, int drop) => LatticeProtocols.All.ContainsKey(name)
        ? new LatticeSum(name).Plan(clients, parameters, new FixedPoint(1, 16, clients).ModulusBits).Reasons
        : [FormattableString.Invariant($"Words modulo 2^{new FixedPoint(1, 16, clients).ModulusBits}: 16 bits of fraction, and room for the sum of {clients} clients.")];

    private static JsonObject ToJson(string name, int clients, int parameters, int drop, AggregationTrial[] trials) => new()
    {
        ["protocol"] = name,
        ["clients"] = clients,
        ["parameters"] = parameters,
        ["dropped"] = drop,
        ["correct"] = trials.All(t => t.Correct),
        ["maxAbsoluteError"] = trials.Max(t => t.MaxAbsoluteError),
        ["cost"] = new JsonObject
        {
            ["clientSeconds"] = Mean(trials, c => c.ClientSeconds),
            ["serverSeconds"] = Mean(trials, c => c.ServerSeconds),
            ["uploadBytesPerClientPerRound"] = Mean(trials, c => c.UploadBytes),
            ["downloadBytesPerClientPerRound"] = Mean(trials, c => c.DownloadBytes),
            ["messagesPerRound"] = Mean(trials, c => c.Messages),
            ["expansion"] = Expansion(trials, parameters),
        },
        ["phases"] = new JsonArray(
        [
            .. trials[0].Outcome.Phases.Select((phase, i) => new JsonObject
            {
                ["name"] = phase.Name,
                ["seconds"] = trials.Average(t => t.Outcome.Phases[i].Seconds),
                ["bytes"] = phase.Bytes,
            }),
        ]),
        ["parametersOfScheme"] = new JsonArray([.. Reasons(name, clients, parameters, drop).Select(reason => (JsonNode)reason)]),
    };

    private static void Write(string name, int clients, int parameters, int drop, AggregationTrial[] trials, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{name}: {clients} clients, {drop} of them dropped out, {parameters} values"));
        output.WriteLine(trials.All(t => t.Correct) ? "The sum is that in the clear." : "THE SUM IS WRONG: it is not that in the clear.");
        output.WriteLine($"Largest error of the fixed point: {Numbers.Significant(trials.Max(t => t.MaxAbsoluteError))}.");
        output.WriteLine($"A client sends {Numbers.Bytes(Mean(trials, c => c.UploadBytes))}, {Numbers.Significant(Expansion(trials, parameters))} times its 32-bit values.");
        foreach (var (i, phase) in trials[0].Outcome.Phases.Index())
        {
            output.WriteLine($"  {phase.Name,-20} {Numbers.Seconds(trials.Average(t => t.Outcome.Phases[i].Seconds)),10} {Numbers.Bytes(phase.Bytes),10}");
        }
    }

    private static double Mean(AggregationTrial[] trials, Func<AggregationCost, double> of) => trials.Average(t => of(t.Outcome.Cost));

    private static double Expansion(AggregationTrial[] trials, int parameters) => Mean(trials, c => c.UploadBytes) / (sizeof(float) * (double)parameters);
}
