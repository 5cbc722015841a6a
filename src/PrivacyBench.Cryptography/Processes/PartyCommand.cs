namespace PrivacyBench.Cryptography.Processes;

/// <summary>The command that starts a party's process: <c>privacybench party</c>.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its first arguments, before those that say which party it is.</param>
public sealed record PartyCommand(string FileName, IReadOnlyList<string> Arguments)
{
    private const string Program = "PrivacyBench.Cli.dll";

    /// <summary>The command beside this program, run by the same .NET.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public static PartyCommand BesideThis()
    {
        string path = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(path))
            throw new InvalidOperationException($"Parties in processes of their own are started by {Program}, which is not in {AppContext.BaseDirectory}.");
        string host = Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet";
        return new(host, [path, "party"]);
    }
}
