using System.Text.Json.Nodes;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Scenarios;

public class ScenarioSchemaTests
{
    [Test]
    public void The_schema_file_is_in_step_with_the_code()
    {
        var file = Path.Combine(Repository.Root, "scenarios", "scenario.schema.json");
        Assert.That(
            File.ReadAllText(file), Is.EqualTo(ScenarioSchema.CreateText()),
            "Write it again: dotnet run -c Release --project src/PrivacyBench.Cli -- schema > scenarios/scenario.schema.json");
    }

    [Test]
    public void Every_key_is_described_and_every_list_says_what_it_holds() => Assert.Multiple(() =>
    {
        foreach (var (key, property) in Properties(ScenarioSchema.Create()).Where(p => p.Key != "kind"))
        {
            Assert.That(property["description"]?.GetValue<string>(), Is.Not.Null.And.Not.Empty, key);
            Assert.That(property["type"]?.ToString() != "array" || property["items"] is JsonObject, $"{key} says what it holds");
        }
    });

    [Test]
    public void A_name_stands_alone_only_if_its_parameters_have_defaults()
    {
        var names = ScenarioSchema.Create()["$defs"]!["partition"]!["anyOf"]!.AsArray().Select(form => form!["const"]?.GetValue<string>());
        Assert.That(names, Does.Contain("iid").And.Not.Contain("dirichlet"));
    }

    [TestCaseSource(nameof(Shipped))]
    public void A_shipped_scenario_is_valid(string file) =>
        Assert.That(() => ScenarioFile.Load(Path.Combine(Repository.Root, "scenarios", file)), Throws.Nothing);

    private static IEnumerable<string> Shipped() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(file => Path.GetFileName(file))
            .Where(file => file != "scenario.schema.json");

    private static IEnumerable<(string Key, JsonObject Property)> Properties(JsonNode? node) => node switch
    {
        JsonObject o => (o["properties"] as JsonObject ?? []).Select(p => (p.Key, p.Value!.AsObject())).Concat(o.SelectMany(p => Properties(p.Value))),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };
}
