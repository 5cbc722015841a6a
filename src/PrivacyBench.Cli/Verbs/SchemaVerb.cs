using System.CommandLine;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench schema</c>.</summary>
internal static class SchemaVerb
{
    public static Command Create()
    {
        var verb = new Verb(
            "schema", "Prints the JSON schema of a scenario file, from which editors complete.", "privacybench schema > scenario.schema.json");
        verb.SetAction(parsed => parsed.InvocationConfiguration.Output.Write(ScenarioSchema.CreateText()));
        return verb;
    }
}
