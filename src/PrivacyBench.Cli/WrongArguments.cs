using System.CommandLine;
using System.CommandLine.Parsing;

namespace PrivacyBench.Cli;

/// <summary>Says what is wrong with the arguments, and what was probably meant.</summary>
internal static class WrongArguments
{
    /// <summary>Writes the message.</summary>
    /// <returns><see cref="ExitCode.WrongInput"/>.</returns>
    public static int Tell(ParseResult parsed, TextWriter error)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0)
        {
            var found = parsed.UnmatchedTokens.Count > 0 ? $"'{parsed.UnmatchedTokens[0]}'" : "nothing";
            error.WriteLine($"{Path(parsed)}: found {found}; allowed: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.");
        }
        else
        {
            foreach (var mistake in parsed.Errors.Select(e => e.Message).Distinct())
            {
                error.WriteLine($"{Path(parsed)}: {mistake}");
            }
        }

        string[] known = [.. command.Subcommands.Select(c => c.Name), .. command.Options.Select(o => o.Name)];
        foreach (var (unknown, near) in parsed.UnmatchedTokens.Select(token => (token, Nearest.Of(token, known))))
        {
            if (near is not null)
            {
                error.WriteLine($"'{unknown}': did you mean '{near}'?");
            }
        }

        error.WriteLine($"See: {Path(parsed)} --help");
        return ExitCode.WrongInput;
    }

    /// <summary>The command with its verb, such as <c>privacybench data show</c>.</summary>
    private static string Path(ParseResult parsed)
    {
        var verbs = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            verbs.Insert(0, at.Command.Name);
        }

        return string.Join(' ', verbs);
    }
}
