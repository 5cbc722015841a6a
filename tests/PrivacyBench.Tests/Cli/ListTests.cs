using System.Text.Json.Nodes;
using PrivacyBench.Cli;

namespace PrivacyBench.Tests.Cli;

public class ListTests
{
    [TestCaseSource(nameof(Kinds))]
    public async Task Json_is_one_array_of_named_entries(string kind)
    {
        var shell = await Shell.RunAsync("list", kind, "--json");
        Assert.That(shell.ExitCode, Is.EqualTo(0));
        Assert.That(shell.Error, Is.Empty);
        foreach (var entry in JsonNode.Parse(shell.Output)!.AsArray())
        {
            Assert.That(entry!.AsObject().Select(p => p.Key), Does.Contain("name").And.Contain("summary").And.Contain("source"));
        }
    }

    [TestCaseSource(nameof(Kinds))]
    public async Task The_table_names_everything_within_100_columns_and_without_colours(string kind)
    {
        var names = JsonNode.Parse((await Shell.RunAsync("list", kind, "--json")).Output)!.AsArray().Select(e => e!["name"]!.GetValue<string>());
        var shell = await Shell.RunAsync("list", kind);
        Assert.That(shell.ExitCode, Is.EqualTo(0));
        Assert.That(names, Is.All.Matches<string>(name => shell.Output.Contains(name!, StringComparison.Ordinal)));
        Assert.That(shell.Output.Split('\n').Select(line => line.TrimEnd('\r').Length), Is.All.LessThanOrEqualTo(100));
        Assert.That(shell.Output.Contains('\u001b'), Is.False, "colours");
    }

    [Test]
    public async Task An_attack_tells_what_it_needs_and_a_position_what_it_observes()
    {
        var attacks = JsonNode.Parse((await Shell.RunAsync("list", "attacks", "--json")).Output)!.AsArray();
        var source = attacks.Single(a => a!["name"]!.GetValue<string>() == "source-loss")!;
        Assert.That(source["needs"]![0]!.GetValue<string>(), Is.EqualTo("each client's update"));
        var positions = JsonNode.Parse((await Shell.RunAsync("list", "positions", "--json")).Output)!.AsArray();
        var external = positions.Single(a => a!["name"]!.GetValue<string>() == "external")!;
        Assert.That(external["observes"]!.ToJsonString(), Does.Contain("final model").And.Not.Contain("update"));
    }

    private static IEnumerable<string> Kinds() => Listing.All.Keys;
}
