using PrivacyBench.Arms;
using PrivacyBench.Cryptography.Costs;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Arms;

internal sealed class CostMeasurementTests
{
    [Test]
    public void Under_one_key_the_encrypted_sum_travels_down_and_no_model()
    {
        var arm = Small(new Bfv());
        var transcripts = Trained(arm);
        var cost = CostMeasurement.Of(transcripts, arm);
        var round = transcripts[0].Rounds[0];

        Assert.That(cost.DownloadBytesPerClientPerRound, Is.EqualTo(round.Cost.DownloadBytes).Within(1e-6));
        Assert.That(cost.MessagesPerRound, Is.EqualTo(2 * TinyArms.Clients), "each client sends its vector and is sent the sum");
        Assert.That(cost.SetUp!.DownloadBytes, Is.GreaterThan(ModelBytes(arm)), "the first model is sent once");
        Assert.That(cost.SetUp.Times, Is.EqualTo(1));
    }

    [Test]
    public void Under_one_key_a_client_that_comes_back_fetches_the_sums_that_it_missed()
    {
        var arm = Small(new Bfv());
        arm = arm with { Plan = arm.Plan with { Rounds = 6, Participation = new() { Share = 0.5 } } };
        var transcripts = Trained(arm);
        var sum = transcripts[0].Rounds[0].Cost.DownloadBytes;

        // Half of the clients take part: on average a client misses a round for each that it is in, but for the last ones.
        Assert.That(CostMeasurement.Of(transcripts, arm).DownloadBytesPerClientPerRound, Is.InRange(1.2 * sum, 2 * sum));
    }

    [Test]
    public void Elsewhere_the_model_travels_down()
    {
        var arm = Small(new AdditiveShares());
        var transcripts = Trained(arm);

        Assert.That(
            CostMeasurement.Of(transcripts, arm).DownloadBytesPerClientPerRound,
            Is.EqualTo(ModelBytes(arm) + transcripts[0].Rounds[0].Cost.DownloadBytes).Within(1e-6));
    }

    [Test]
    public void Seconds_are_medians_and_training_stands_apart()
    {
        var arm = Small();
        Transcript[] transcripts = [.. Trained(arm).Take(2).Select((t, f) => t with
        {
            Rounds = [.. t.Rounds.Select((round, r) => round with { TrainingSecondsPerClient = 10 + f, Cost = Costing(r == 0 ? 500 : 3, round.Cost) })],
        })];
        var cost = CostMeasurement.Of(transcripts, arm);

        Assert.That(cost.TrainingSeconds, Is.EqualTo(new Rate(10.5, 10, 11)));
        // In the order of the rounds, of both federations, in six blocks of one.
        Assert.That(cost.ClientSeconds, Is.EqualTo(new Rate(3, 3, 500)));
        Assert.That(cost.Plain!.Client.Value, Is.Positive);
    }

    [Test]
    public void A_first_round_warms_up_and_is_thrown_away()
    {
        var counting = new Counting();
        var plan = TinyFederations.Plan() with { Hooks = [counting] };
        var designs = TinyFederations.Unequal(2, 3);
        var cold = TinyFederations.Train(plan, designs);
        var calls = counting.Calls;
        var warm = TinyFederations.Train(plan with { WarmsUp = true }, designs);

        Assert.That(counting.Calls - calls, Is.EqualTo(calls + 1));
        Assert.That(warm.Select(t => t.GlobalModels[^1]), Is.EqualTo(cold.Select(t => t.GlobalModels[^1])));
    }

    private static RoundCost Costing(double seconds, RoundCost cost) => cost with { ClientSeconds = seconds };

    private static double ModelBytes(Arm arm) => 4.0 * arm.Plan.Model.ParameterCount;

    private static Arm Small(params Defense[] defenses) =>
        TinyArms.Of(rounds: 3) with { Federations = 2, Defense = new DefenseStack(defenses) };

    private static IReadOnlyList<Transcript> Trained(Arm arm) => TinyArms.Train(new(arm, arm.Designs(), null));

    private sealed record Counting : RoundHooks
    {
        private int calls;

        public int Calls => calls;

        public override float[] Release(float[] mean, RoundContext context)
        {
            Interlocked.Increment(ref calls);
            return mean;
        }
    }
}
