using System.CommandLine;
using PrivacyBench.Arms;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;

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

    private static readonly Option<int> Rounds = new("--rounds") { Description = "How many rounds count; one before them warms up.", HelpName = "R", DefaultValueFactory = _ => 1 };

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
        var asked = Asked(parsed);
        var output = parsed.InvocationConfiguration.Output;
        var protocol = asked.Make();
        if (parsed.GetValue(Plan))
        {
            foreach (var reason in asked.Reasons(protocol))
            {
                output.WriteLine(reason);
            }

            return ExitCode.Done;
        }

        // One protocol for all rounds: parties that make keys keep them, and processes of their own stay. So that making keys is timed
        // warm as well, others make some before.
        var carried = asked.Carried(protocol);
        using var kept = carried as IDisposable;
        var warming = carried is LatticeSum ? asked.Make() : carried;
        using var forgotten = warming as IDisposable;
        var report = new AggregateReport(asked, AggregationStudy.Run(
            Checked("--rounds", parsed.GetValue(Rounds), 1, 1_000_000), () => asked.Run(warming, 0), round => asked.Run(carried, round)));
        if (parsed.GetValue(Json))
        {
            JsonText.Write(report.ToJson(asked.Reasons(protocol)), output);
        }
        else
        {
            report.Write(output);
        }

        return report.IsCorrect ? ExitCode.Done : ExitCode.Failed;
    }

    private static ProtocolChoice Asked(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(Protocol);
        if (!AggregationProtocols.All.TryGetValue(name, out var make))
        {
            var meant = Nearest.Of(name, AggregationProtocols.All.Keys) is { } near ? $"did you mean '{near}'? " : "";
            throw new WrongInputException($"--protocol: found '{name}'; {meant}allowed: {string.Join(", ", AggregationProtocols.All.Keys)}.");
        }

        var clients = Checked("--clients", parsed.GetValue(Clients), 2, ushort.MaxValue);
        return new()
        {
            Name = name,
            Clients = clients,
            Parameters = Checked("--parameters", parsed.GetValue(Parameters), 1, 100_000_000),
            Drop = Checked("--drop", parsed.GetValue(Drop), 0, clients - 2),
            DropStep = parsed.GetValue(DropStep) is { } step
                ? Checked("--drop-step", step, 0, make() is PartyProtocol parties ? parties.ClientSteps - 1 : 1)
                : null,
            Aggregators = parsed.GetValue(Aggregators),
            Threshold = parsed.GetValue(Threshold),
            Packing = parsed.GetValue(Packing),
            Security = parsed.GetValue(Security),
            Transport = parsed.GetRequiredValue(Transport),
            Workers = Checked("--workers", parsed.GetValue(Workers), 1, 1024),
            ReproducibleKeys = parsed.GetValue(ReproducibleKeys),
        };
    }

    private static int Checked(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new WrongInputException(FormattableString.Invariant($"{option}: found {value}; allowed: a whole number from {least} to {most}."));
}
