using PrivacyBench.Arms;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Tests.Arms;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Clients that share one gradient over all of their records instead of a trained model.</summary>
internal sealed class GradientSharingTests
{
    private static readonly Arm Arm = Sharing(TinyArms.Of(rounds: 60));

    [Test]
    public void A_gradient_names_the_client_that_holds_a_record([Values("loss", "cosine", "calibrated")] string attack)
    {
        PrivacyBench.Attacks.SourceAttack source = attack switch
        {
            "loss" => new SourceLoss(),
            "cosine" => new SourceCosine(),
            _ => new SourceCalibrated(),
        };
        Assert.That(TinyArms.Source(Arm, source, new Server()).Accuracy.Low, Is.GreaterThan(1.3 / TinyArms.Clients));
    }

    [Test]
    public void Gradients_of_records_that_moved_nothing_name_nobody()
    {
        var idle = Arm with { Plan = Arm.Plan with { Local = Arm.Plan.Local with { LearningRate = 1e-30 } } };
        Assert.That(TinyArms.Source(idle, new SourceLoss(), new Server()).Accuracy.Covers(1.0 / TinyArms.Clients));
    }

    private static Arm Sharing(Arm arm) => arm with { Plan = arm.Plan with { Strategy = new FedSgd(), Local = arm.Plan.Local with { LearningRate = 1 } } };
}
