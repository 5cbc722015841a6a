using Microsoft.Extensions.Configuration;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Scenarios;

public class OverrideTests
{
    [TestCase("federation.rounds=7", "federation.rounds", "7")]
    [TestCase("federation.partitions.1.alpha=0.5", "federation.partitions.1.alpha", "0.5")]
    [TestCase("federation.partitions[1].alpha=5e-1", "federation.partitions.1.alpha", "0.5")]
    [TestCase("federation.architecture.hidden=[4, 3]", "federation.architecture.hidden", "[4,3]")]
    [TestCase("federation.partitions.2={ \"kind\": \"dirichlet\", \"alpha\": 9 }", "federation.partitions.2.alpha", "9")]
    [TestCase("trials.federations=3", "trials.federations", "3")]
    [TestCase("name=other", "name", "\"other\"")]
    [TestCase("federation.local.batchSize=null", "federation.local.batchSize", null)]
    public void A_setting_replaces_one_value(string setting, string path, string? json)
    {
        var scenario = ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json", [Override.FromSetting(setting)]);
        var at = path.Split('.').Aggregate(
            (System.Text.Json.Nodes.JsonNode?)ScenarioFile.Resolved(scenario), (node, step) => int.TryParse(step, out var i) ? node![i] : node![step]);
        Assert.That(at?.ToJsonString(), Is.EqualTo(json));
    }

    [Test]
    public void A_parameter_can_be_written_into_a_thing_given_by_name()
    {
        Override[] both = [Override.FromSetting("federation.partitions.0=dirichlet"), Override.FromSetting("federation.partitions.0.alpha=3")];
        var scenario = ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json", both);
        Assert.That(scenario.Federation.Partitions[0], Is.EqualTo(new Dirichlet { Alpha = 3 }));
    }

    [Test]
    public void Environment_variables_override_the_file_and_settings_override_both()
    {
        var environment = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["federation:rounds"] = "5", ["federation:partitions:1:alpha"] = "2" }).Build();
        Override[] all = [.. Override.From(environment), Override.FromSetting("federation.rounds=6")];
        var scenario = ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json", all);
        Assert.That(scenario.Federation.Rounds, Is.EqualTo(6));
        Assert.That(scenario.Federation.Partitions[1], Is.EqualTo(new Dirichlet { Alpha = 2 }));
    }

    [Test]
    public void The_process_environment_is_read()
    {
        const string name = "PRIVACYBENCH__federation__rounds";
        Environment.SetEnvironmentVariable(name, "5");
        try
        {
            var scenario = ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json", Override.FromEnvironment());
            Assert.That(scenario.Federation.Rounds, Is.EqualTo(5));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [TestCase("federation.rounds=many", "federation.rounds: found \"many\" (from --set federation.rounds=many); allowed: a whole number from 1.")]
    [TestCase("federation.rnds=5", "federation.rnds: found the unknown key \"rnds\" (from --set federation.rnds=5); did you mean \"rounds\"? allowed: ")]
    [TestCase("trails.federations=5", "trails: found the unknown key \"trails\" (from --set trails.federations=5); did you mean \"trials\"? allowed: ")]
    [TestCase("positions.9=client", "positions: found no place for \"9\" (from --set positions.9=client); allowed: an index from 0 to 1, or 2 to add one.")]
    [TestCase("positions.x=client", "positions: found no place for \"x\"")]
    [TestCase("federation.clients.x=1", "federation.clients: found no place for \"x\"")]
    public void A_wrong_override_is_named(string setting, string message) =>
        Assert.That(
            () => ScenarioFile.Parse(ScenarioFileTests.Valid, "tiny.json", [Override.FromSetting(setting)]),
            Throws.TypeOf<ScenarioException>().With.Message.Contains(message));

    [TestCase("rounds")]
    [TestCase("=5")]
    [TestCase("a..b=5")]
    [TestCase("")]
    public void A_setting_without_path_or_value_is_refused(string setting) =>
        Assert.That(() => Override.FromSetting(setting), Throws.TypeOf<ScenarioException>().With.Message.Contains($"found \"{setting}\""));
}
