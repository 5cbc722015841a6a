using PrivacyBench.Attacks.Source;
using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks.Source;

internal sealed class CkksKeyRecoveryTests
{
    private const int Clients = 4;
    private static readonly Candidates Candidates = new(TinyFederations.Digits, [.. Enumerable.Range(0, 60)]);

    [Test]
    public void Without_flooding_a_server_that_is_told_the_sum_opens_every_update()
    {
        var unflooded = new Ckks { ServerLearnsSum = true, FloodingBits = 0 };
        var transcript = Train(unflooded);

        var scores = Scores(transcript, unflooded);

        // The same as on updates in the clear, but for rounding to 16 bits of fraction; that attack takes off one mean of all losses.
        var inTheClear = new SourceLoss().Run(PositionViews.Of(new Server(), new TranscriptObservations(transcript), []), [], Candidates, new RandomStream(1));
        var mean = inTheClear[0][0] - scores[0][0];
        foreach (var (found, expected) in scores.Zip(inTheClear))
        {
            Assert.That(found.Select(score => score + mean), Is.EqualTo(expected).Within(0.01));
        }

        Assert.That(scores.SelectMany(of => of).Distinct().Count(), Is.GreaterThan(Clients));
        Assert.That(unflooded.Warnings, Has.One.Contains("gives away the secret key"));
    }

    [Test]
    public void As_shipped_it_finds_nothing()
    {
        var shipped = new Ckks { ServerLearnsSum = true };

        Assert.That(Scores(Train(shipped), shipped).SelectMany(of => of), Is.All.Zero);
        Assert.That(shipped.Warnings, Is.Empty);
    }

    [Test]
    public void A_server_that_is_not_told_the_sum_cannot_try()
    {
        var view = PositionViews.Of(new Server(), new TranscriptObservations(Train(new Ckks())), new DefenseStack([new Ckks()]).Hides(new Server()));

        Assert.That(view.WhyBlocked(typeof(EncryptedUpdates)), Does.Contain("no updates under approximate encryption"));
    }

    private static double[][] Scores(Transcript transcript, Defense defense)
    {
        var view = PositionViews.Of(new Server(), new TranscriptObservations(transcript), new DefenseStack([defense]).Hides(new Server()));

        Assert.That(view.WhyBlocked(typeof(ClientUpdates)), Is.Not.Null);
        return new CkksKeyRecovery().Run(view, [], Candidates, new RandomStream(1));
    }

    private static Transcript Train(Defense defense)
    {
        // As many parameters as the ring has dimensions, so that a ciphertext is full.
        var plan = TinyFederations.Plan(new Mlp { Hidden = [32] }) with { Hooks = [defense] };
        return TinyFederations.Train(plan, TinyFederations.Equal(1, Clients, 10, new Iid())).Single();
    }
}
