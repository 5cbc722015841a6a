using System.CommandLine;
using System.Net.Sockets;
using PrivacyBench.Cryptography.Processes;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench party</c>: one party of an aggregation over TCP, started by <c>run</c> or <c>aggregate --transport tcp</c>.</summary>
internal static class PartyVerb
{
    private static readonly Option<int> Number = new("--number") { Description = "Clients from 0 upward, servers from -1 downward.", HelpName = "N", Required = true };

    private static readonly Option<int> Port = new("--port") { Description = "Where the run listens, on this machine.", HelpName = "PORT", Required = true };

    public static Command Create()
    {
        var verb = new Verb(
            "party", "Runs one party of an aggregation over TCP; a run starts it and gives it the run's secret on standard input.",
            "privacybench aggregate --protocol additive-shares --clients 3 --parameters 1000 --transport tcp")
        {
            Number, Port,
        };
        verb.SetAction(Run);
        return verb;
    }

    private static int Run(ParseResult parsed)
    {
        var token = Console.In.ReadLine();
        if (token is not { Length: 64 } || !token.All(char.IsAsciiHexDigit))
        {
            throw new WrongInputException("party: a run starts this verb and gives it a secret of 64 hexadecimal digits on standard input; found none.");
        }

        try
        {
            PartyProcess.Run(parsed.GetValue(Number), parsed.GetValue(Port), token);
            return ExitCode.Done;
        }
        catch (SocketException)
        {
            throw new WrongInputException($"--port: nobody listens at port {parsed.GetValue(Port)} of this machine.");
        }
    }
}
