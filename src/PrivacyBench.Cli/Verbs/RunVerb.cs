using System.CommandLine;
using System.Globalization;
using PrivacyBench.Data;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Cli.Verbs;

/// <summary>Evaluates a scenario, as the harness does or as a test pretends.</summary>
internal delegate Results Evaluate(
    Scenario scenario, string folder, RunOptions options, IProgress<RunProgress> progress, CancellationToken cancellation);

/// <summary><c>privacybench run</c>: evaluates a scenario.</summary>
internal static class RunVerb
{
    private static readonly Argument<string> File = new("SCENARIO.json") { Description = "The scenario file." };

    private static readonly Option<string?> Out = new("--out")
    {
        Description = "Where results and report go; reports/<scenario name> if not given.",
        HelpName = "DIR",
    };

    private static readonly Option<long?> Seed = new("--seed") { Description = "The seed of every random stream.", HelpName = "N" };

    private static readonly Option<bool> ReproducibleKeys = new("--reproducible-keys")
    {
        Description = "Derives cryptographic keys from the seed, for debugging: unfit for production, and the report says so.",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "Replaces a value of the scenario, such as federation.rounds=5 or defenses.1.epsilon=4. May be repeated.",
        HelpName = "path=value",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<int> Workers = new("--workers")
    {
        Description = "How many threads compute; without effect on the results.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<string?> MaxMemory = new("--max-memory")
    {
        Description = "The most memory to take, such as 12GiB; half of the machine's if not given. A scenario that needs more is refused.",
        HelpName = "SIZE",
    };

    private static readonly Option<bool> Resume = new("--resume") { Description = "Keep what an earlier run finished, and go on from there." };

    private static readonly Option<bool> Verbose = VerboseOption();

    public static Command Create(Evaluate evaluate)
    {
        var verb = new Verb(
            "run", "Evaluates a scenario: trains, attacks, measures, and writes a report.",
            "privacybench run scenarios/quickstart.json --set federation.rounds=5")
        {
            File, Out, Seed, ReproducibleKeys, Set, Workers, MaxMemory, Resume, Verbose,
        };
        verb.SetAction((parsed, cancellation) => Run(parsed, evaluate, cancellation));
        return verb;
    }

    /// <summary>Asks for everything on the screen, here and where a report is drawn again.</summary>
    internal static Option<bool> VerboseOption() => new("--verbose") { Description = "Also writes the whole matrix, the costs, the claims and the answer in full." };

    private static async Task<int> Run(ParseResult parsed, Evaluate evaluate, CancellationToken cancellation)
    {
        var file = parsed.GetRequiredValue(File);
        var options = new RunOptions { Workers = CheckedWorkers(parsed.GetValue(Workers)), Resume = parsed.GetValue(Resume), Command = Command(parsed) };
        options = parsed.GetValue(MaxMemory) is { } size ? options with { MaxMemory = MemorySize.Parse("--max-memory", size) } : options;
        var scenario = ScenarioFile.Load(file, Overrides(parsed));
        var folder = OutputFolder.Prepare(parsed.GetValue(Out) ?? Path.Combine("reports", scenario.Name));
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            var results = await RunProgressScreen.Show(
                error, progress => evaluate(scenario, folder.Path, options, progress, cancellation));
            ReportFolder.Write(results, folder.Path);
            var code = results.Failed.Count > 0 ? ExitCode.Failed : ExitCode.Of(Outcome.Of(results).Verdict);
            SummaryScreen.Write(results, Screen.On(parsed.InvocationConfiguration.Output), parsed.GetValue(Verbose));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(FormattableString.Invariant($"Exit code {code}."));
            ReportPlace.Tell(folder.Path, parsed.InvocationConfiguration.Output);
            foreach (var arm in results.Failed)
            {
                await error.WriteLineAsync($"Not measured: {arm.Partition}, {arm.Defense}. {arm.Reason}");
            }

            return code;
        }
        catch (ScenarioException e)
        {
            folder.TakeBack();
            throw new ScenarioException(file, e.Mistakes);
        }
        catch (DataFormatException e)
        {
            folder.TakeBack();
            throw new WrongInputException($"{file}: {e.Message}");
        }
        catch (Exception e) when (e is not (WrongInputException or NothingMeasuredException))
        {
            await error.WriteLineAsync($"What was finished is kept. To go on: {Command(parsed)}{Folder(parsed)} --resume");
            throw;
        }
    }

    private static IReadOnlyList<Override> Overrides(ParseResult parsed)
    {
        var seed = parsed.GetValue(Seed)?.ToString(CultureInfo.InvariantCulture);
        return
        [
            .. Override.FromEnvironment(),
            .. (parsed.GetValue(Set) ?? []).Select(Override.FromSetting),
            .. seed is null ? Array.Empty<Override>() : [new(["seed"], seed, $"--seed {seed}")],
            .. parsed.GetValue(ReproducibleKeys) ? [new Override(["reproducible"], "true", "--reproducible-keys")] : Array.Empty<Override>(),
        ];
    }

    private static int CheckedWorkers(int workers) => workers >= 1
        ? workers
        : throw new WrongInputException(FormattableString.Invariant($"--workers: found {workers}; allowed: a whole number from 1."));

    private static string Folder(ParseResult parsed) => parsed.GetValue(Out) is { } folder ? $" --out {Quoted(folder)}" : "";

    /// <summary>The command that repeats the run: without what does not change the results, such as the folder.</summary>
    private static string Command(ParseResult parsed)
    {
        IEnumerable<string> words =
        [
            "privacybench run", Quoted(parsed.GetRequiredValue(File)),
            .. parsed.GetValue(Seed) is { } seed ? (string[])["--seed", seed.ToString(CultureInfo.InvariantCulture)] : [],
            .. parsed.GetValue(ReproducibleKeys) ? (string[])["--reproducible-keys"] : [],
            .. (parsed.GetValue(Set) ?? []).SelectMany(setting => (string[])["--set", Quoted(setting)]),
        ];
        return string.Join(' ', words);
    }

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:\\".Contains(c, StringComparison.Ordinal)) ? word : $"'{word}'";
}
