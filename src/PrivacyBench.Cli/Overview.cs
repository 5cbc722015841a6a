using System.CommandLine;

namespace PrivacyBench.Cli;

/// <summary>What the command says without arguments: what it is for, its verbs, and how to begin.</summary>
internal static class Overview
{
    public static void Write(Command root, TextWriter output)
    {
        output.WriteLine("""
            PrivacyBench: how much does each defense shrink what an adversary at each threat
            position learns from a federation, and what does it cost?

            Usage: privacybench VERB [options]
            """);
        output.WriteLine();
        var width = root.Subcommands.Max(c => c.Name.Length);
        foreach (var verb in root.Subcommands)
        {
            output.WriteLine($"  {verb.Name.PadRight(width)}  {verb.Description!.Split('\n')[0]}");
        }

        output.WriteLine();
        output.WriteLine("Begin with:");
        output.WriteLine("  privacybench run scenarios/quickstart.json");
        output.WriteLine("  privacybench list attacks");
        output.WriteLine();
        output.WriteLine("privacybench VERB --help tells a verb's options with an example.");
    }
}
