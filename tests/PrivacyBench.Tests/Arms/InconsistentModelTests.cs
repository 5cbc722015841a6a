using PrivacyBench.Arms;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>A server that sends clients different models sees through a sum.</summary>
internal sealed class InconsistentModelTests
{
    private static readonly Arm Arm = TinyArms.Of(rounds: 12) with { Defense = new([new SecureAggregation()]) };

    private static readonly Architecture[] Hidden =
        [new Mlp { Hidden = [16] }, new Mlp { Hidden = [12, 8], Activation = Activation.Tanh }, new Mlp { Hidden = [8], Activation = Activation.Gelu }, new Cnn { Channels = [3, 2] }];

    [TestCaseSource(nameof(Hidden))]
    public void All_but_one_client_leave_the_silenced_parameters_alone(Architecture architecture)
    {
        var plan = TinyFederations.Plan(architecture) with { Rounds = 3, Interference = new SourceInconsistent().Act(new Server(), TinyArms.Of(1).Candidates) };
        var transcript = TinyFederations.Train(plan, TinyFederations.Unequal(1, 4))[0];
        var silenced = SilencedModel.Parameters(plan.Model);
        var seen = new TranscriptObservations(transcript);
        var sums = PositionViews.Of(new Server(), seen, []).Observe<InconsistentSums>().Updates;

        Assert.That(silenced, Is.GreaterThan(plan.Model.ParameterCount / 4));
        for (var t = 0; t < 3; t++)
        {
            var updates = transcript.Rounds[t].Updates.Select(update => update[..silenced]).ToArray();
            Assert.That(updates.Where((_, k) => k != t).SelectMany(update => update), Is.All.Zero);
            Assert.That(sums.Participants(t), Is.EqualTo(new[] { t }));
            Assert.That(sums.Update(t, 0)[..silenced].ToArray(), Is.EqualTo(updates[t]).Within(1e-6));
        }
    }

    [Test]
    public void It_names_the_clients_of_records_through_secure_aggregation()
    {
        var measures = TinyArms.Source(Arm, new SourceInconsistent(), new Server());
        Assert.That(measures.Accuracy.Low, Is.GreaterThan(1.5 / TinyArms.Clients));
    }

    [Test]
    public void Clients_that_compare_their_models_catch_it_before_they_send_anything()
    {
        var careful = Arm with
        {
            Defense = new([new SecureAggregation { ConsistentModel = true }]),
            Attacks = [new SourceInconsistent()],
            Positions = [new Server()],
        };
        var folder = Directory.CreateTempSubdirectory("privacybench-").FullName;
        try
        {
            var result = ArmEvaluation.Run(careful, 2, new ScoreFolder(folder), (_, _) => { }, CancellationToken.None);
            var attack = result.Cells.Single().Attacks.Single(a => a.Name == "source-inconsistent");

            Assert.That(result.Stopped, Is.Null, "nobody stops where the server is honest");
            Assert.That(attack.Status, Is.EqualTo(AttackStatus.Blocked));
            Assert.That(attack.Reason, Does.StartWith("No round released a sum. secure-aggregation(consistent model): client ").And.Contain("was sent another model"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public void Without_a_hidden_layer_it_is_left_to_guess()
    {
        var flat = Arm with { Plan = Arm.Plan with { Model = new Model(new Softmax(), Arm.Plan.Model.Features, Arm.Plan.Model.Classes) } };
        Assert.That(TinyArms.Source(flat, new SourceInconsistent(), new Server()).Accuracy.Covers(1.0 / TinyArms.Clients));
    }

    [Test]
    public void Who_does_not_send_models_cannot_act() =>
        Assert.That(new SourceInconsistent().Act(new Client(), Arm.Candidates), Is.Null);
}
