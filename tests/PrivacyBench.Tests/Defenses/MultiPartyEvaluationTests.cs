using PrivacyBench.Measurement;
using PrivacyBench.Reports;
using PrivacyBench.Scenarios;

namespace PrivacyBench.Tests.Defenses;

/// <summary>What each protocol between parties does to the server's source inference, from the scenario to the results.</summary>
internal sealed class MultiPartyEvaluationTests
{
    private Results results = null!;
    private string folder = "";

    [OneTimeSetUp]
    public void Evaluate()
    {
        folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        results = Evaluation.Run(
            ScenarioFile.Parse(
                """
                {
                  "name": "multi-party",
                  "dataset": { "name": "digits" },
                  "federation": {
                    "clients": 4, "recordsPerClient": 15, "rounds": 3,
                    "partitions": [{ "kind": "dirichlet", "alpha": 0.3 }],
                    "architecture": { "kind": "mlp", "hidden": [16] },
                    "local": { "epochs": 5, "batchSize": 5, "learningRate": 0.2 }
                  },
                  "positions": [
                    "server", { "kind": "server-with-clients", "colluding": 1 }, { "kind": "server-with-clients", "colluding": 3 },
                    { "kind": "aggregator", "colluding": 1 }, { "kind": "aggregator", "colluding": 3 }, "network"],
                  "attacks": ["source-loss"],
                  "defenses": ["none", "additive-shares", "shamir-shares", "verified-shares", "secure-aggregation"],
                  "trials": { "federations": 4 }
                }
                """,
                "multi-party.json",
                []),
            folder, new RunOptions { Workers = 2 }, new Progress<RunProgress>(), CancellationToken.None);
    }

    [OneTimeTearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Undefended_the_server_finds_the_source_far_above_guessing() =>
        Assert.That(Source("none", "server").Accuracy!.Value.Low, Is.GreaterThan(Source("none", "server").Guess!.Value.Value + 0.1));

    [TestCase("additive-shares")]
    [TestCase("shamir-shares")]
    [TestCase("verified-shares")]
    [TestCase("secure-aggregation")]
    public void Under_each_protocol_the_server_is_left_with_guessing(string defense)
    {
        var attack = Source(defense, "server");
        var shrink = results.Defenses.Single(d => d.Defense == defense).Shrink.Single(s => s.Position == "server" && s.Goal == Goal.Source);

        Assert.That(attack.Status, Is.EqualTo(AttackStatus.Blocked));
        Assert.That(attack.Reason, Does.StartWith(defense));
        Assert.That(shrink.AdvantageWith, Is.EqualTo(new Rate(0, 0, 0)));
    }

    [TestCase("additive-shares")]
    [TestCase("shamir-shares")]
    [TestCase("verified-shares")]
    [TestCase("secure-aggregation")]
    public void A_server_with_all_clients_but_one_gets_the_view_back(string defense)
    {
        var attack = Source(defense, "server-with-clients(3)");

        Assert.That(attack.Status, Is.EqualTo(AttackStatus.Ran));
        Assert.That(Source(defense, "server-with-clients(1)").Status, Is.EqualTo(AttackStatus.Blocked));
    }

    [TestCase("additive-shares", "aggregator(1)", false)]
    [TestCase("additive-shares", "aggregator(3)", true)]
    [TestCase("shamir-shares", "aggregator(1)", false)]
    [TestCase("shamir-shares", "aggregator(3)", true)]
    [TestCase("verified-shares", "aggregator(1)", false)]
    [TestCase("verified-shares", "aggregator(3)", true)]
    [TestCase("secure-aggregation", "aggregator(1)", false)]
    [TestCase("none", "aggregator(1)", true)]
    public void Aggregators_find_the_source_where_they_hold_enough_shares_and_nowhere_else(string defense, string position, bool finds)
    {
        var attack = Source(defense, position);

        Assert.That(attack.Status, Is.EqualTo(finds ? AttackStatus.Ran : AttackStatus.Blocked));
        if (finds)
        {
            Assert.That(attack.Accuracy!.Value.Low, Is.GreaterThan(attack.Guess!.Value.Value));
        }
    }

    [Test]
    public void The_network_sees_no_update_with_or_without_a_defense() =>
        Assert.That(results.Cells.Where(c => c.Position == "network").SelectMany(c => c.Attacks).Where(a => a.Name == "source-loss").Select(a => a.Status), Is.All.EqualTo(AttackStatus.NotSeen));

    private AttackResult Source(string defense, string position) =>
        results.Cells.Single(c => c.Defense == defense && c.Position == position).Attacks.Single(a => a.Name == "source-loss");
}
