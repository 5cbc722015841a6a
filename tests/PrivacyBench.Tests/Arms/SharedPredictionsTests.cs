using PrivacyBench.Arms;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Arms;

/// <summary>Adversaries of a federation in which clients share predictions on public records.</summary>
internal sealed class SharedPredictionsTests
{
    private static readonly Arm Arm = Sharing(TinyArms.Of(rounds: 12));

    [Test]
    public void The_loss_of_imitations_names_the_client()
    {
        var measures = TinyArms.Source(Arm, new SourceLoss(), new Server());
        Assert.That(measures.Accuracy.Low, Is.GreaterThan(1.2 / TinyArms.Clients));
    }

    [Test]
    public void Clients_that_learn_nothing_give_nothing_away()
    {
        var idle = Arm with { Plan = Arm.Plan with { Local = Arm.Plan.Local with { Epochs = 0 } } };
        Assert.That(TinyArms.Source(idle, new SourceLoss(), new Server()).Accuracy.Covers(1.0 / TinyArms.Clients));
    }

    [Test]
    public void Sending_different_models_shows_nobody_alone()
    {
        var transcripts = TinyArms.Train(new(Arm, Arm.Designs(), null));
        var adversaries = new Adversaries(Arm, Arm.Defense, transcripts, [], 1, CancellationToken.None);
        Assert.That(adversaries.Missing(new Server(), new SourceInconsistent())!.Sentence, Does.StartWith("Clients share predictions"));
        Assert.That(adversaries.Missing(new Server(), new SourceLoss()), Is.Null);
    }

    [Test]
    public void Whoever_raises_the_loss_of_members_still_finds_them([Values] bool server)
    {
        ThreatPosition position = server ? new Server() : new Client();
        Assert.That(TinyArms.Advantage(Arm, new GradientAscent(), position).Low, Is.GreaterThan(0));
    }

    [Test]
    public void Planted_clients_share_predictions_too()
    {
        var canaries = new CanaryUpdates { Count = 8, Length = 20 };
        Assert.That(TinyArms.Scored(Arm, canaries, new Client()).SelectMany(of => of.Scores), Has.None.NaN);
    }

    private static Arm Sharing(Arm arm)
    {
        var split = arm.Split.WithPublic(100, arm.Random.Named("public records"));
        return arm with { Split = split, Plan = arm.Plan with { Strategy = new FedMd(), PublicRecords = split.Public } };
    }
}
