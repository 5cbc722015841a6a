using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyBench.Defenses;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Scenarios;

public class ScenarioFileTests
{
    internal const string Valid = """
        // Comments and a last comma are fine.
        {
          "name": "tiny",
          "dataset": { "name": "digits" },
          "federation": {
            "clients": 4, "recordsPerClient": 20, "rounds": 2,
            "partitions": ["iid", { "alpha": 0.25, "kind": "dirichlet" }],
            "architecture": { "kind": "mlp", "hidden": [8] },
            "local": { "learningRate": 0.1 },
          },
          "positions": ["external", "server"],
          "attacks": ["loss-threshold", "source-loss"],
          "defenses": ["none"],
          "claims": [{ "defense": "none", "position": "server", "goal": "source", "atMost": 0.5 }],
        }
        """;

    [Test]
    public void A_scenario_is_read_with_its_defaults()
    {
        var scenario = ScenarioFile.Parse(Valid, "tiny.json");
        Assert.That(scenario.Federation.Partitions[1], Is.EqualTo(new Dirichlet { Alpha = 0.25 }));
        Assert.That(scenario.Defenses.Single().Label, Is.EqualTo(DefenseStack.None.Label));
        Assert.That(scenario.Trials.Federations, Is.EqualTo(32));
    }

    [TestCase("\"clients\": 4", "\"clients\": 1", "federation.clients: found 1; allowed: a whole number from 2.")]
    [TestCase("\"clients\": 4", "\"clients\": \"4\"", "federation.clients: found \"4\"; allowed: a whole number from 2.")]
    [TestCase("\"clients\": 4", "\"clients\": 4.5", "federation.clients: found 4.5; allowed: a whole number from 2.")]
    [TestCase("\"clients\": 4", "\"clients\": 3000000000", "federation.clients: found 3000000000; allowed: a whole number from 2.")]
    [TestCase("\"clients\": 4", "\"clients\": null", "federation.clients: found null; allowed: a whole number from 2.")]
    [TestCase("\"clients\": 4, ", "", "federation.clients: found nothing; allowed: a whole number from 2, which must be given.")]
    [TestCase("\"clients\": 4", "\"clinets\": 4, \"clients\": 4", "federation.clinets: found the unknown key \"clinets\"; did you mean \"clients\"? allowed: ")]
    [TestCase("\"rounds\": 2", "\"rounds\": 2, \"participation\": 0", "federation.participation: found 0; allowed: a number above 0 and at most 1.")]
    [TestCase("\"rounds\": 2", "\"rounds\": 2, \"clientsPerRound\": 5", "federation.clientsPerRound: found 5; allowed: at most the federation's 4 clients.")]
    [TestCase("\"rounds\": 2", "\"rounds\": 2, \"clientsPerRound\": 2, \"sampling\": \"poisson\"", "federation.clientsPerRound: found 2 with \"sampling\": \"poisson\"; allowed: a share")]
    [TestCase("\"rounds\": 2", "\"rounds\": 2, \"clientsPerRound\": 2, \"participation\": 0.5", "federation.clientsPerRound: found 2 beside \"participation\"; allowed: one of them")]
    [TestCase("\"rounds\": 2", "\"rounds\": 2, \"weighting\": \"none\"", "federation.weighting: found \"none\"; allowed: \"records\", \"uniform\".")]
    [TestCase("0.25", "0", "federation.partitions[1].alpha: found 0; allowed: a number above 0.")]
    [TestCase("0.25", "1e999", "federation.partitions[1].alpha: found 1e999; allowed: a number above 0.")]
    [TestCase("\"alpha\": 0.25, ", "", "federation.partitions[1].alpha: found nothing; allowed: a number above 0")]
    [TestCase("\"alpha\": 0.25, ", "\"alpha\": 0.25, \"beta\": 1, ", "federation.partitions[1].beta: found the unknown key \"beta\"; allowed: \"alpha\".")]
    [TestCase("\"kind\": \"dirichlet\"", "\"kind\": \"dirichlett\"", "federation.partitions[1].kind: found \"dirichlett\"; did you mean \"dirichlet\"? allowed: ")]
    [TestCase(", \"kind\": \"dirichlet\"", "", "federation.partitions[1].kind: found nothing; allowed: the name of a partition (\"iid\"")]
    [TestCase("\"iid\"", "\"dirichlet\"", "federation.partitions[0].alpha: found nothing; allowed: a number above 0")]
    [TestCase("\"iid\"", "null", "federation.partitions[0]: found null; allowed: the name of a partition")]
    [TestCase("\"iid\"", "7", "federation.partitions[0]: found 7; allowed: the name of a partition")]
    [TestCase("[8]", "[8, 0]", "federation.architecture.hidden[1]: found 0; allowed: a whole number from 1.")]
    [TestCase("[8]", "8", "federation.architecture.hidden: found 8; allowed: a list, each a whole number from 1.")]
    [TestCase("\"learningRate\": 0.1", "\"learningRate\": 0", "federation.local.learningRate: found 0; allowed: a number above 0.")]
    [TestCase("\"learningRate\": 0.1", "\"learningRate\": 0.1, \"momentum\": 1", "federation.local.momentum: found 1; allowed: a number from 0 and below 1.")]
    [TestCase("\"learningRate\": 0.1", "\"learningRate\": 0.1, \"batchSize\": 0", "federation.local.batchSize: found 0; allowed: a whole number from 1, or null.")]
    [TestCase("{ \"learningRate\": 0.1 }", "[]", "federation.local: found []; allowed: an object with \"epochs\"")]
    [TestCase("[\"external\", \"server\"]", "[]", "positions: found []; allowed: a list with at least one element, each the name of a position")]
    [TestCase("\"external\", \"server\"", "\"server\", \"external\", \"server\"", "positions[2]: found \"server\" again; allowed: each once (the first is positions[0]).")]
    [TestCase("\"source-loss\"", "{ \"kind\": \"source-loss\", \"round\": 3 }", "attacks[1].round: found 3; allowed: at most the federation's 2 rounds.")]
    [TestCase("\"name\": \"tiny\"", "\"name\": \"tiny\", \"trials\": { \"updateRounds\": 0 }", "trials.updateRounds: found 0; allowed: a whole number from 1, or null.")]
    [TestCase("[\"none\"]", "[\"nonne\"]", "defenses[0]: found \"nonne\"; did you mean \"none\"? allowed: ")]
    [TestCase("[\"none\"]", "[[\"none\"]]", "defenses[0][0]: found \"none\"; allowed: ")]
    [TestCase("\"tiny\"", "\"../tiny\"", "name: found \"../tiny\"; allowed: 1 to 64 letters, digits")]
    [TestCase("\"tiny\"", "\"\"", "name: found \"\"; allowed: 1 to 64 letters, digits")]
    [TestCase("{ \"name\": \"digits\" }", "{}", "dataset: found neither \"name\" nor \"path\"; allowed: the name of a data set")]
    [TestCase("\"defense\": \"none\"", "\"defense\": \"non\"", "claims[0].defense: found \"non\"; did you mean \"none\"? allowed: one of the scenario's defenses: \"none\".")]
    [TestCase("\"position\": \"server\"", "\"position\": \"client\"", "claims[0].position: found \"client\"; allowed: one of the scenario's positions: \"external\", \"server\".")]
    [TestCase("\"goal\": \"source\"", "\"goal\": \"sauce\"", "claims[0].goal: found \"sauce\"; did you mean \"source\"? allowed: \"membership\" or \"client-membership\" or \"source\", or null.")]
    [TestCase(", \"source-loss\"", "", "claims[0].goal: found \"source\"; allowed: a goal that one of the scenario's attacks is after")]
    [TestCase(", \"atMost\": 0.5", "", "claims[0]: found neither \"atMost\" nor \"atLeast\" nor \"shrinksBy\"; allowed: at least one of them.")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 5", "claims[0].atMost: found 5; allowed: a number from -1 to 1, as \"advantage\" has.")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"metric\": \"fame\"", "claims[0].metric: found \"fame\"; allowed: \"advantage\", \"auc\"")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"metric\": \"auc\"", "claims[0].goal: found \"source\"; allowed: a goal that has \"auc\".")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"metric\": \"epsilon\"", "claims[0].goal: found \"source\"; allowed: nothing: \"epsilon\" has no goal.")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"fpr\": 0.1", "claims[0].fpr: found 0.1; allowed: nothing: \"advantage\" has no false-positive rate.")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"attack\": \"lira\"", "claims[0].attack: found \"lira\"; ")]
    [TestCase("\"atMost\": 0.5", "\"shrinksBy\": 0.5", "claims[0].defense: found \"none\"; allowed: a defense: without one nothing shrinks.")]
    [TestCase("\"atMost\": 0.5", "\"atMost\": 0.5, \"partition\": \"id\"", "claims[0].partition: found \"id\"; did you mean \"iid\"?")]
    [TestCase("\"name\": \"tiny\",", "\"name\": \"tiny\", \"name\": \"again\",", "each key once")]
    [TestCase("\"name\": \"tiny\",", "\"name\": \"tiny\"", "line 4, byte ")]
    public void A_mistake_is_told_with_its_place_the_value_and_what_is_allowed(string right, string wrong, string message)
    {
        var text = Valid.Replace(right, wrong, StringComparison.Ordinal);
        Assert.That(text, Is.Not.EqualTo(Valid), "the case changes nothing");
        var refused = Assert.Throws<ScenarioException>(() => ScenarioFile.Parse(text, "some/tiny.json"));
        Assert.That(refused.Message, Does.StartWith("some/tiny.json: ").And.Contain(message));
        Assert.That(refused.Mistakes, Has.Count.EqualTo(1));
    }

    [Test]
    public void All_mistakes_are_told_at_once_each_in_its_line()
    {
        var text = Valid.Replace("\"clients\": 4", "\"clients\": 0", StringComparison.Ordinal)
            .Replace("0.25", "-1", StringComparison.Ordinal)
            .Replace("\"defense\": \"none\"", "\"defense\": \"mpc\"", StringComparison.Ordinal)
            .Replace("\"attacks\"", "\"atacks\"", StringComparison.Ordinal);
        var refused = Assert.Throws<ScenarioException>(() => ScenarioFile.Parse(text, "tiny.json"));
        Assert.That(
            refused.Mistakes.Select(m => m.Path),
            Is.EquivalentTo(["federation.clients", "federation.partitions[1].alpha", "atacks", "attacks", "claims[0].defense"]));
        Assert.That(refused.Message.Split('\n'), Has.Length.EqualTo(5).And.All.StartsWith("tiny.json: "));
    }

    [TestCase("[]")]
    [TestCase("")]
    [TestCase("null")]
    [TestCase("{ \"name\": }")]
    [TestCase("\u0000")]
    public void Text_that_is_no_object_is_refused_with_its_place(string text) =>
        Assert.That(() => ScenarioFile.Parse(text, "tiny.json"), Throws.TypeOf<ScenarioException>().With.Message.StartsWith("tiny.json: line 1"));

    [Test]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.That(() => ScenarioFile.Load("no/such.json"), Throws.TypeOf<ScenarioException>().With.Message.StartsWith("no/such.json: file: found no such file"));
        Assert.That(() => ScenarioFile.Load("."), Throws.TypeOf<ScenarioException>().With.Message.Contains("found a folder"));
    }

    [Test]
    public void A_defense_may_be_swept_over_any_of_its_settings()
    {
        const string Swept = """["none", "client-dp", { "kind": "client-dp", "clip": 0.5 }, { "kind": "client-dp", "delta": 1e-6 }, { "kind": "client-dp", "adaptiveQuantile": 0.5 }]""";
        var scenario = ScenarioFile.Parse(Valid.Replace("[\"none\"]", Swept, StringComparison.Ordinal), "tiny.json");

        Assert.That(scenario.Defenses.Skip(1).Select(d => d.Label), Is.EqualTo(
            new[] { "client-dp(ε=8)", "client-dp(ε=8, C=0.5)", "client-dp(ε=8, δ=1e-06)", "client-dp(ε=8, γ=0.5)" }));
    }

    [Test]
    public void The_resolved_scenario_holds_every_default_and_reads_back_the_same()
    {
        var resolved = ScenarioFile.Resolved(ScenarioFile.Parse(Valid, "tiny.json"));
        Assert.That(resolved["federation"]!["local"]!["batchSize"]!.GetValue<int>(), Is.EqualTo(10));
        Assert.That(resolved["federation"]!["strategy"]!["kind"]!.GetValue<string>(), Is.EqualTo("fedavg"));
        Assert.That(resolved["federation"]!["partitions"]![1]!.ToJsonString(), Is.EqualTo("""{"kind":"dirichlet","alpha":0.25}"""));
        Assert.That(resolved["defenses"]!.ToJsonString(), Is.EqualTo("""["none"]"""));
        var again = ScenarioFile.Resolved(ScenarioFile.Parse(resolved.ToJsonString(), "tiny.json"));
        Assert.That(JsonNode.DeepEquals(again, resolved));
    }

    [Test]
    [SetCulture("ru-RU")]
    public void Numbers_read_and_print_the_same_in_a_culture_with_a_decimal_comma()
    {
        Assert.That(0.25.ToString(CultureInfo.CurrentCulture), Is.EqualTo("0,25"));
        Assert.That(ScenarioFile.Parse(Valid, "tiny.json").Federation.Partitions[1].Label, Is.EqualTo("dirichlet(0.25)"));
        var wrong = Valid.Replace("\"rounds\": 2", "\"rounds\": 2.5, \"participation\": 1.5", StringComparison.Ordinal);
        Assert.That(
            () => ScenarioFile.Parse(wrong, "tiny.json"),
            Throws.TypeOf<ScenarioException>().With.Message.Contains("found 2.5").And.Message.Contains("found 1.5"));
    }
}
