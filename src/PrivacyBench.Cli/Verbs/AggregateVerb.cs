using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Processes;
using PrivacyBench.Cryptography.Sharing;
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

    private static readonly Option<int> Drop = new("--drop") { Description = "How many clients drop out.", HelpName = "D" };

    private static readonly Option<int?> DropStep = new("--drop-step")
    {
        Description = "In which of the clients' steps they do, from 0; without it before they send their vectors.",
        HelpName = "STEP",
    };

    private static readonly Option<int> Aggregators = new("--aggregators")
    {
        Description = "Aggregators of a protocol with shares.",
        HelpName = "K",
        DefaultValueFactory = _ => 3,
    };

    private static readonly Option<int> Packing = new("--packing")
    {
        Description = "Secrets in one polynomial of shamir-shares.",
        HelpName = "L",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Transport = new("--transport")
    {
        Description = "memory: all parties in this process; tcp: each party in a process of its own.",
        HelpName = "memory|tcp",
        DefaultValueFactory = _ => "memory",
    };

    private static readonly Option<int> Workers = new("--workers")
    {
        Description = "How many threads compute; with 1 the parties' times do not disturb each other.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> ReproducibleKeys = new("--reproducible-keys")
    {
        Description = "Derives keys, masks and shares from the number of the round, for debugging: unfit for production.",
    };

    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often to repeat it.", HelpName = "R", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Threshold = new("--threshold")
    {
        Description = "How many clients decrypt together under a shared key (without it all that stay), or aggregators that open a share (without it 2).",
        HelpName = "T",
    };

    private static readonly Option<int> Security = new("--security")
    {
        Description = "Bits of security of a lattice protocol: 128, 192 or 256.",
        HelpName = "BITS",
        DefaultValueFactory = _ => 128,
    };

    private static readonly NetworkModel[] Networks = [NetworkModel.Lan, NetworkModel.Wan, NetworkModel.Mobile];

    private static readonly Option<bool> Plan = new("--plan") { Description = "Print the parameters of the scheme and the reasons only." };

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var verb = new Verb(
            "aggregate", "Runs one secure aggregation for real on random updates, and prints its cost.",
            "privacybench aggregate --protocol bfv --clients 10 --parameters 100000")
        {
            Protocol, Clients, Parameters, Rounds, Drop, DropStep, Aggregators, Threshold, Packing, Security, Transport, Workers, ReproducibleKeys, Plan, Json,
        };
        Transport.AcceptOnlyFromAmong("memory", "tcp");
        verb.SetAction(Run);
        return verb;
    }

    private static int Run(ParseResult parsed)
    {
        var (name, clients, parameters, drop) = Checked(parsed);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Plan))
        {
            foreach (var reason in Reasons(Planned(parsed, name), clients, parameters))
            {
                output.WriteLine(reason);
            }

            return ExitCode.Done;
        }

        // One protocol for all rounds: parties that make keys keep them, and processes of their own stay.
        var protocol = Planned(parsed, name);
        var carried = Carried(parsed, protocol);
        using var keys = carried as IDisposable;
        var reproducible = parsed.GetValue(ReproducibleKeys);
        var trials = Enumerable.Range(0, Math.Max(1, parsed.GetValue(Rounds)))
            .Select(round => AggregationTrial.Run(
                carried, clients, parameters, drop, DropStepOf(parsed, protocol), round, seed: round,
                Checked("--workers", parsed.GetValue(Workers), 1, 1024), reproducible))
            .ToArray();
        if (parsed.GetValue(Json))
        {
            JsonText.Write(ToJson(protocol, clients, parameters, drop, trials, reproducible), output);
        }
        else
        {
            Write(name, clients, parameters, drop, trials, output);
            if (reproducible)
            {
                output.WriteLine("Keys derive from the number of the round: unfit for production.");
            }
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

    /// <summary>The protocol with the parameters that were asked for.</summary>
    private static IAggregationProtocol Planned(ParseResult parsed, string name)
    {
        if (!LatticeProtocols.All.TryGetValue(name, out var lattice))
        {
            return BetweenParties(parsed, name);
        }

        var (clients, security, threshold) = (parsed.GetValue(Clients), parsed.GetValue(Security), parsed.GetValue(Threshold));
        if (!SecurityStandard.Levels.Contains(security))
        {
            throw new WrongInputException($"--security: found {security}; allowed: {string.Join(", ", SecurityStandard.Levels)}.");
        }

        if (threshold < 0 || threshold > (lattice.Threshold ? clients : 0))
        {
            throw new WrongInputException(lattice.Threshold
                ? $"--threshold: found {threshold}; allowed: from 1 to the {clients} clients."
                : $"--threshold: found {threshold}, but under {name} every client holds the whole key; allowed: threshold-bfv, threshold-ckks.");
        }

        return new LatticeSum(name, security, lattice.Threshold && threshold == 0 ? clients - parsed.GetValue(Drop) : threshold);
    }

    private static PartyProtocol BetweenParties(ParseResult parsed, string name)
    {
        var (aggregators, threshold) = (parsed.GetValue(Aggregators), parsed.GetValue(Threshold));
        try
        {
            return name switch
            {
                "additive-shares" => new AdditiveShares(aggregators),
                "verified-shares" => new VerifiedShares(aggregators),
                "shamir-shares" => new ShamirShares(aggregators, threshold == 0 ? 2 : threshold, parsed.GetValue(Packing)),
                _ => (PartyProtocol)AggregationProtocols.All[name](),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new WrongInputException($"--{exception.ParamName}: {exception.Message}");
        }
    }

    private static IAggregationProtocol Carried(ParseResult parsed, IAggregationProtocol protocol) => (parsed.GetValue(Transport), protocol) switch
    {
        ("memory", _) => protocol,
        (_, PartyProtocol parties) => new PartyProcesses(parties),
        _ => throw new WrongInputException($"--transport: found 'tcp', but {protocol.Name} runs in one process; allowed: memory."),
    };

    private static int? DropStepOf(ParseResult parsed, IAggregationProtocol protocol) => parsed.GetValue(DropStep) is { } step
        ? Checked("--drop-step", step, 0, protocol is PartyProtocol parties ? parties.ClientSteps - 1 : 1)
        : null;

    /// <summary>Why a lattice scheme has its parameters; the other protocols have none to plan.</summary>
    private static IReadOnlyList<string> Reasons(IAggregationProtocol protocol, int clients, int parameters)
    {
        var bits = new FixedPoint(1, 16, clients).ModulusBits;
        try
        {
            return protocol is LatticeSum lattice
                ? lattice.Plan(clients, parameters, bits).Reasons
                : [FormattableString.Invariant($"Words modulo 2^{bits}: 16 bits of fraction, and room for the sum of {clients} clients.")];
        }
        catch (InvalidOperationException exception)
        {
            throw new WrongInputException(exception.Message);
        }
    }

    private static JsonObject ToJson(IAggregationProtocol protocol, int clients, int parameters, int drop, AggregationTrial[] trials, bool reproducible) => new()
    {
        ["protocol"] = protocol.Name,
        ["clients"] = clients,
        ["parameters"] = parameters,
        ["dropped"] = drop,
        ["fitForProduction"] = !reproducible,
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
            ["modelledRoundSeconds"] = new JsonObject([.. Networks.Select(network => KeyValuePair.Create(
                network.Name.ToLowerInvariant(), (JsonNode?)JsonValue.Create(RoundSeconds(network, trials, clients))))]),
        },
        ["parties"] = new JsonArray(
        [
            .. trials[^1].Outcome.Parties.Select(party => new JsonObject
            {
                ["party"] = party.Party.ToString(),
                ["seconds"] = party.Seconds,
                ["bytesOut"] = party.Traffic.BytesOut,
                ["bytesIn"] = party.Traffic.BytesIn,
                ["messagesOut"] = party.Traffic.MessagesOut,
                ["messagesIn"] = party.Traffic.MessagesIn,
                ["peakMemoryBytes"] = party.PeakMemoryBytes,
            }),
        ]),
        ["phases"] = new JsonArray(
        [
            .. Phases(trials).Select(phase => new JsonObject
            {
                ["name"] = phase.Name,
                ["seconds"] = phase.Seconds,
                ["bytes"] = phase.Bytes,
            }),
        ]),
        ["parametersOfScheme"] = new JsonArray([.. Reasons(protocol, clients, parameters).Select(reason => (JsonNode)reason)]),
    };

    private static void Write(string name, int clients, int parameters, int drop, AggregationTrial[] trials, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"{name}: {clients} clients, {drop} of them dropped out, {parameters} values"));
        output.WriteLine(trials.All(t => t.Correct) ? "The sum is that in the clear." : "THE SUM IS WRONG: it is not that in the clear.");
        output.WriteLine($"Largest error of the fixed point: {Numbers.Significant(trials.Max(t => t.MaxAbsoluteError))}.");
        output.WriteLine($"A client sends {Numbers.Bytes(Mean(trials, c => c.UploadBytes))}, {Numbers.Significant(Expansion(trials, parameters))} times its 32-bit values.");
        output.WriteLine("A round would take " + string.Join(", ", Networks.Select(network =>
            $"{Numbers.Seconds(RoundSeconds(network, trials, clients))} over {network.Name}")) + ": computing, bytes over bandwidth, messages times latency.");
        foreach (var phase in Phases(trials))
        {
            output.WriteLine($"  {phase.Name,-20} {Numbers.Seconds(phase.Seconds),10} {Numbers.Bytes(phase.Bytes),10}");
        }
    }

    /// <summary>The mean over the rounds; what the first round alone does counts there for all of them.</summary>
    private static IEnumerable<(string Name, double Seconds, double Bytes)> Phases(AggregationTrial[] trials) => trials
        .SelectMany(trial => trial.Outcome.Phases)
        .GroupBy(phase => phase.Name)
        .Select(same => (same.Key, same.Sum(phase => phase.Seconds) / trials.Length, same.Sum(phase => (double)phase.Bytes) / trials.Length));

    /// <summary>As in the results of a run: a client and the servers compute one after the other, and a client's messages wait in turn.</summary>
    private static double RoundSeconds(NetworkModel network, AggregationTrial[] trials, int clients) => network.RoundSeconds(
        Mean(trials, c => c.ClientSeconds + c.ServerSeconds), Mean(trials, c => c.UploadBytes), Mean(trials, c => c.DownloadBytes), Mean(trials, c => c.Messages) / clients);

    private static double Mean(AggregationTrial[] trials, Func<AggregationCost, double> of) => trials.Average(t => of(t.Outcome.Cost));

    private static double Expansion(AggregationTrial[] trials, int parameters) => Mean(trials, c => c.UploadBytes) / (sizeof(float) * (double)parameters);
}
