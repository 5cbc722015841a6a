using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Tests.Federation;

internal sealed class ServerOptimizerTests
{
    [Test]
    public void Momentum_keeps_a_share_of_the_updates_before()
    {
        var strategy = new FedAvgM { Momentum = 0.5, LearningRate = 2 };
        var (first, state) = strategy.Step([1, 1], [1, -2], strategy.Start(2));
        var (second, _) = strategy.Step(first, [1, 0], state);

        // v = (1, −2), then (0.5 + 1, −1).
        Assert.That(first, Is.EqualTo(new float[] { 3, -3 }));
        Assert.That(second, Is.EqualTo(new float[] { 6, -5 }));
    }

    [Test]
    public void Adam_follows_the_papers_recursion()
    {
        var strategy = new FedAdam { LearningRate = 0.1, Beta1 = 0.5, Beta2 = 0.75, Tau = 1 };
        var (first, state) = strategy.Step([0, 0], [2, 0], strategy.Start(2));
        var (second, _) = strategy.Step(first, [0, 4], state);

        // m = (1, 0), v = 0.75·1 + 0.25·4 = 1.75 and 0.75; then m = (0.5, 2), v = 1.3125 and 0.5625 + 4 = 4.5625.
        Assert.That(first, Is.EqualTo(new[] { 0.1 / (Math.Sqrt(1.75) + 1), 0 }).Within(1e-7));
        Assert.That(second, Is.EqualTo(new[] { first[0] + (0.05 / (Math.Sqrt(1.3125) + 1)), 0.2 / (Math.Sqrt(4.5625) + 1) }).Within(1e-7));
    }

    [Test]
    public void Momentum_of_nothing_is_federated_averaging()
    {
        var designs = TinyFederations.Equal(2, 4, 10, new Iid());
        var plan = TinyFederations.Plan();

        var momentum = TinyFederations.Train(plan with { Strategy = new FedAvgM { Momentum = 0 } }, designs);
        Assert.That(momentum[1].GlobalModels[^1], Is.EqualTo(TinyFederations.Train(plan, designs)[1].GlobalModels[^1]));
    }

    [Test]
    public void A_run_remembers_the_rounds_before_each_federation_for_itself()
    {
        var strategy = new FedAvgM { Momentum = 0.9 };
        var transcripts = TinyFederations.Train(TinyFederations.Plan() with { Strategy = strategy }, TinyFederations.Equal(2, 4, 10, new Iid()));
        foreach (var transcript in transcripts)
        {
            var (global, state) = (transcript.GlobalModels[0], strategy.Start(transcript.GlobalModels[0].Length));
            foreach (var round in transcript.Rounds)
            {
                (global, state) = strategy.Step(global, round.MeanUpdate, state);
            }

            Assert.That(transcript.GlobalModels[^1], Is.EqualTo(global));
        }
    }
}
