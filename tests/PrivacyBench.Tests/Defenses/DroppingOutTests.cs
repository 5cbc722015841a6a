using PrivacyBench.Arms;
using PrivacyBench.Federation;
using PrivacyBench.Scenarios;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Defenses;

/// <summary>Clients that drop out of secure aggregation in a step that the scenario names.</summary>
internal sealed class DroppingOutTests
{
    [TestCase("before", false)]
    [TestCase("advertise keys", false)]
    [TestCase("share keys", false)]
    [TestCase("mask", false)]
    [TestCase("unmask", true)]
    public void The_mean_is_that_of_those_who_had_sent_and_the_server_sees_who_fell_silent_when(string step, bool counts)
    {
        Transcript transcript = Trained(step, dropout: 0.2);
        var seen = PositionViews.Of(new Server(), new TranscriptObservations(transcript), []).Observe<PrivacyBench.Views.Participation>();

        Assert.That(transcript.Rounds.Sum(round => round.Dropped.Count), Is.Positive);
        for (int t = 0; t < transcript.Rounds.Count; t++)
        {
            Round round = transcript.Rounds[t];
            int[] dropped = [.. round.Dropped.Select(of => of.Client)];
            Assert.That(round.Stopped, Is.Null);
            Assert.That(round.Participants, Is.EqualTo(Enumerable.Range(0, 8).Where(client => counts || !dropped.Contains(client))));
            Assert.That(round.Dropped.Select(of => of.Step), Is.All.EqualTo(step));
            Assert.That(seen.Dropped(t), Is.EqualTo(round.Dropped));
            for (int i = 0; i < round.MeanUpdate.Length; i++)
                Assert.That(round.MeanUpdate[i], Is.EqualTo(round.Updates.Sum(update => update[i]) / round.Participants.Count).Within(1e-5));
        }
    }

    [Test]
    public void Dropouts_are_the_same_clients_in_whichever_step()
    {
        int[][] before = Dropped(Trained("before", 0.2));

        foreach (string step in new[] { "advertise keys", "mask", "unmask" })
            Assert.That(Dropped(Trained(step, 0.2)), Is.EqualTo(before));

        static int[][] Dropped(Transcript transcript) => [.. transcript.Rounds.Select(round => round.Dropped.Select(of => of.Client).ToArray())];
    }

    [TestCase("advertise keys")]
    [TestCase("share keys")]
    [TestCase("mask")]
    [TestCase("unmask")]
    public void With_too_few_left_a_round_stops_and_leaves_the_model_as_it_was(string step)
    {
        Transcript transcript = Trained(step, dropout: 0.6);
        int[] stopped = [.. Enumerable.Range(0, transcript.Rounds.Count).Where(t => transcript.Rounds[t].Stopped is not null)];

        Assert.That(stopped, Is.Not.Empty);
        foreach (int t in stopped)
        {
            Assert.That(transcript.Rounds[t].Stopped, Does.Contain("secure-aggregation").And.Contain("step '").And.Contain("needed"));
            Assert.That(transcript.Rounds[t].Participants, Is.Empty);
            Assert.That(transcript.GlobalModels[t + 1], Is.EqualTo(transcript.GlobalModels[t]));
        }
    }

    [Test]
    public void Another_step_is_refused_with_those_that_there_are() =>
        Assert.That(() => Parsed("halfway", 0.2), Throws.TypeOf<ScenarioException>().With.Message.Contains("dropoutStep").And.Message.Contains("share keys"));

    private static Transcript Trained(string step, double dropout)
    {
        Scenario scenario = Parsed(step, dropout);
        Arm arm = ArmPlan.Of(scenario, new RandomStream(scenario.Seed)).Arms.Single(a => a.Defense.Defenses.Count > 0);
        return TinyTraining(arm)[0];
    }

    private static IReadOnlyList<Transcript> TinyTraining(Arm arm) => Tests.Arms.TinyArms.Train(new ActiveArm(arm, arm.Designs(), null));

    private static Scenario Parsed(string step, double dropout) => ScenarioFile.Parse(
        $$"""
        {
          "name": "dropouts",
          "dataset": { "name": "digits" },
          "federation": {
            "clients": 8, "recordsPerClient": 10, "rounds": 4, "dropout": {{dropout.ToString(System.Globalization.CultureInfo.InvariantCulture)}}, "weighting": "uniform",
            "partitions": ["iid"],
            "architecture": { "kind": "mlp", "hidden": [8] },
            "local": { "epochs": 1, "batchSize": 10, "learningRate": 0.1 }
          },
          "positions": ["server"],
          "attacks": ["source-loss"],
          "defenses": [{ "kind": "secure-aggregation", "dropoutStep": "{{step}}" }],
          "trials": { "federations": 2 }
        }
        """,
        "dropouts.json");
}
