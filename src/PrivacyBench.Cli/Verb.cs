using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PrivacyBench.Cli;

/// <summary>A verb of the command, whose help ends with an example.</summary>
internal sealed class Verb : Command
{
    public Verb(string name, string summary, string example)
        : base(name, summary) =>
        Add(new HelpOption("--help", "-h", "-?") { Action = new HelpWithExample(example), Description = "Show this help." });

    private sealed class HelpWithExample(string example) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = new HelpAction().Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
            return result;
        }
    }
}
