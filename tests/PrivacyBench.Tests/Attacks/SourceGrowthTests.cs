using PrivacyBench.Attacks.Source;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Attacks;

/// <summary>What Hu et al. 2021 report: the source is the easier to infer, the less alike clients are and the longer they train on their own.</summary>
[Category("Slow")]
internal sealed class SourceGrowthTests
{
    [Test]
    public void Source_inference_grows_from_alike_clients_to_clients_of_few_labels()
    {
        var (alike, skewed) = (Accuracy(epochs: 2, new Iid()), Accuracy(epochs: 2, new Dirichlet { Alpha = 0.1 }));
        Assert.That(skewed.Low, Is.GreaterThan(alike.High), $"{alike} to {skewed}");
    }

    [Test]
    public void Source_inference_grows_with_local_epochs()
    {
        var (one, five) = (Accuracy(epochs: 1, new Iid()), Accuracy(epochs: 5, new Iid()));
        Assert.That(five.Low, Is.GreaterThan(one.High), $"{one} to {five}");
    }

    private static Rate Accuracy(int epochs, Partition partition)
    {
        var plan = TinyFederations.Plan();
        plan = plan with { Rounds = 10, Local = plan.Local with { Epochs = epochs } };
        return new AttackedFederations(plan, partition, federations: 12, clients: 10, records: 30).Source(new SourceLoss()).Accuracy;
    }
}
