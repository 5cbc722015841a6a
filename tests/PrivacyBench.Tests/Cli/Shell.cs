using PrivacyBench.Cli;
using PrivacyBench.Cli.Verbs;

namespace PrivacyBench.Tests.Cli;

/// <summary>What the command did.</summary>
internal sealed record Shell(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command in this process.</summary>
    public static Task<Shell> RunAsync(params string[] args) => RunAsync(CancellationToken.None, args);

    public static async Task<Shell> RunAsync(CancellationToken cancellation, params string[] args) => await RunAsync(null, cancellation, args);

    /// <summary>Runs the command with an evaluation of the test's own.</summary>
    public static async Task<Shell> RunAsync(Evaluate? evaluate, CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(args, output, error, cancellation, evaluate);
        return new(code, output.ToString(), error.ToString());
    }
}
