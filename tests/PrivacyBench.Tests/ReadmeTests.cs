using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PrivacyBench.Cli;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests;

/// <summary>What the README shows works as it stands there.</summary>
internal sealed partial class ReadmeTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));

    [Test]
    public void The_scenario_is_right() =>
        Assert.That(() => ScenarioFile.Parse(Blocks("jsonc")[0], "README.md"), Throws.Nothing);

    [Test]
    public void The_claims_are_right()
    {
        var scenario = Node(Blocks("jsonc")[0]);
        scenario["claims"] = Node($"{{{Blocks("jsonc")[1]}}}")["claims"]!.DeepClone();
        scenario["defenses"] = JsonNode.Parse("""["none", "bfv", { "kind": "local-dp", "epsilon": 8 }]""");
        Assert.That(() => ScenarioFile.Parse(scenario.ToJsonString(), "README.md"), Throws.Nothing);
    }

    [Test]
    public void The_test_suite_is_part_of_one_that_runs()
    {
        var suite = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Hospital.PrivacyTests", "HospitalPrivacy.cs"));
        foreach (var member in Blocks("csharp")[0].TrimEnd().TrimEnd('}').Split("\n\n"))
        {
            Assert.That(suite, Does.Contain(member.Trim()));
        }
    }

    [TestCaseSource(nameof(Commands))]
    public void A_command_is_understood(string command) =>
        Assert.That(CommandLine.Root(Evaluation.Run).Parse(command).Errors.Select(e => e.Message), Is.Empty);

    [TestCaseSource(nameof(Listed))]
    public void A_listed_scenario_is_there(string name) =>
        Assert.That(Path.Combine(Repository.Root, "scenarios", $"{name}.json"), Does.Exist);

    [Test]
    public void Every_scenario_is_listed() => Assert.That(
        Listed(),
        Is.EquivalentTo(Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(file => Path.GetFileName(file)[..^".json".Length])
            .Except(["scenario.schema"])));

    private static JsonObject Node(string json) =>
        JsonNode.Parse(json, documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip })!.AsObject();

    private static string[] Blocks(string language) =>
        [.. Regex.Matches(Text, $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(m => m.Groups[1].Value)];

    /// <summary>The lines of the command blocks, and the first cells of the table of verbs with every option that it names.</summary>
    private static IEnumerable<string> Commands() => Blocks("sh").SelectMany(block => block.Split('\n'))
        .Select(line => CommandStart().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value)
        .Concat(Verbs().Matches(Text).Select(m => m.Groups[1].Value).Where(verb => !verb.Contains('…')))
        .Select(command => command.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));

    private static IEnumerable<string> Listed() => Scenarios().Matches(Text).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"^(?:privacybench |.*PrivacyBench\.Cli -- )(.+)$")]
    private static partial Regex CommandStart();

    [GeneratedRegex(@"^\| `((?:run|report|baseline|gate|measure|aggregate|audit) [^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Verbs();

    [GeneratedRegex(@"^\| `([a-z-]+)` \| (?!does)", RegexOptions.Multiline)]
    private static partial Regex Scenarios();
}
