using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using PrivacyBench.Cli.Verbs;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Cli;

/// <summary>The <c>privacybench</c> command: arguments in, text and an exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Receives what was asked for.</param>
    /// <param name="error">Receives progress and messages.</param>
    /// <param name="cancellation">Interrupts it.</param>
    /// <param name="evaluate">What the verb <c>run</c> does; without, there is no such verb.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        string[] args, TextWriter output, TextWriter error, CancellationToken cancellation, Evaluate? evaluate = null)
    {
        // Numbers are read and written alike everywhere: 0.25 is never 0,25.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var root = Root(evaluate);
        var parsed = root.Parse(args);
        if (args.Length == 0)
        {
            Overview.Write(root, output);
            return ExitCode.Done;
        }

        return parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction
            ? WrongArguments.Tell(parsed, error)
            : await Invoke(parsed, output, error, cancellation);
    }

    internal static Verb Root(Evaluate? evaluate)
    {
        var root = new Verb(
            "privacybench",
            "Measures what an adversary learns from a federated-learning deployment, with and without defenses.",
            "privacybench run scenarios/quickstart.json");
        root.Add(new VersionOption());
        IEnumerable<Command> verbs =
        [
            .. evaluate is null ? Array.Empty<Command>() : [RunVerb.Create(evaluate)],
            ReportVerb.Create(),
            GateVerb.Create(),
            BaselineVerb.Create(),
            ListVerb.Create(),
            SchemaVerb.Create(),
            MeasureVerb.Create(),
            AccountVerb.Create(),
            AuditVerb.Create(),
            DataVerb.Create(),
            AggregateVerb.Create(),
            PartyVerb.Create(),
        ];
        foreach (var verb in verbs)
        {
            root.Add(verb);
        }

        StrictNumbers.On(root);
        return root;
    }

    private static async Task<int> Invoke(ParseResult parsed, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        try
        {
            // Interrupts are Program's: an evaluation needs more than the library's two seconds to stop at a safe place.
            var configuration = new InvocationConfiguration
            {
                Output = output,
                Error = error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (Exception e) when (e is ScenarioException or ResultsFileException or ScoreFileException or WrongInputException)
        {
            await error.WriteLineAsync(e.Message);
            return ExitCode.WrongInput;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (NothingMeasuredException e)
        {
            await error.WriteLineAsync($"Failed part-way: {e.Message}");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync($"Failed part-way: {e}");
            return ExitCode.Failed;
        }
    }
}
