using Spectre.Console;

namespace PrivacyBench.Cli;

/// <summary>Text with tables on a terminal, in a file or in a test.</summary>
internal static class Screen
{
    private const int WidthWithoutTerminal = 100;

    /// <summary>Whether a writer is a terminal that somebody looks at.</summary>
    public static bool IsTerminal(TextWriter writer) =>
        (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected) || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);

    /// <summary>A console on a writer; without colours where it is no terminal or NO_COLOR is set.</summary>
    public static IAnsiConsole On(TextWriter writer)
    {
        var terminal = IsTerminal(writer);
        var plain = !terminal || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = plain ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!terminal)
        {
            console.Profile.Width = WidthWithoutTerminal;
            console.Profile.Capabilities.Unicode = true;
        }

        return console;
    }
}
