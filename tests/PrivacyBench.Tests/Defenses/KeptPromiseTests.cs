using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;

namespace PrivacyBench.Tests.Defenses;

/// <summary>
/// Every promise, walked over who takes part and when clients fall silent, against the noise that is really in what a round releases: updates
/// are 0 but for noise, so what is released is noise alone.
/// </summary>
internal sealed class KeptPromiseTests
{
    private const int Clients = 5;
    private const int Rounds = 8;
    private const double Sigma = 1;

    // The deviation of 1,210 values is known to 2%.
    private const double Least = 0.9;

    private static readonly Defense?[] Summing =
    [
        null, new AdditiveShares(), new SecureAggregation(), new SecureAggregation { DropoutStep = "mask" },
        new SecureAggregation { DropoutStep = "unmask" },
    ];

    private static readonly (string Name, Participation Who)[] Participations =
    [
        ("all", new()), ("all but dropouts", new() { Dropout = 0.3 }), ("fixed", new() { Share = 0.6, Dropout = 0.3 }),
        ("poisson", new() { Share = 0.3, IsPoisson = true }), ("poisson but dropouts", new() { Share = 0.4, IsPoisson = true, Dropout = 0.3 }),
    ];

    private static readonly NoisyDefense[] Promising =
    [
        new LocalDp(), new RecordDp(), new ClientDp(), new DistributedDp(), new DistributedDp { Noises = "skellam" },
        new DistributedDp { Tolerates = 2 }, new DistributedDp { Dropouts = 1 },
    ];

    [Test]
    public void The_noise_in_a_release_is_what_is_promised_against_each_position(
        [ValueSource(nameof(Promising))] NoisyDefense defense, [Range(0, 4)] int summing, [Range(0, 4)] int participation)
    {
        var stack = new DefenseStack([defense with { NoiseMultiplier = Sigma, Epsilon = null }, .. Summing[summing] is { } sum ? [sum] : Array.Empty<Defense>()]);
        var (plan, size) = Plan(defense, Participations[participation].Who);
        if (Refused(stack, size))
        {
            Assert.Pass("refused with its reason, so nothing is promised");
        }

        var transcript = TinyFederations.Train(plan with { Hooks = stack.For(size).Defenses }, TinyFederations.Equal(1, Clients, 10, new Iid()))[0];
        var protects = stack.Guarantees(size).Single().ProtectsFrom;
        foreach (var (round, t) in transcript.Rounds.Select((round, t) => (round, t)))
        {
            if (defense is ClientDp)
            {
                Assert.That(Deviation(round.MeanUpdate) * size.Participants, Is.GreaterThan(Least * Sigma), $"round {t}: the noise is the server's and owed in every round");
                Assert.That(transcript.GlobalModels[t + 1], Is.Not.EqualTo(transcript.GlobalModels[t]));
            }
            else if (round.Participants.Count == 0)
            {
                Assert.That(round.MeanUpdate, Is.All.Zero, $"round {t} holds nobody's update");
            }
            else
            {
                foreach (var position in protects)
                {
                    Assert.That(Left(round, Colluding(position)), Is.GreaterThan(Least * Owed(defense, plan)), $"round {t}, {position}");
                }
            }
        }
    }

    [Test]
    public void A_round_that_stops_is_like_an_empty_one_under_central_noise()
    {
        var (plan, size) = Plan(new ClientDp(), new() { Share = 0.3, IsPoisson = true });
        plan = plan with { Rounds = 30 };
        var stack = new DefenseStack([new ClientDp { NoiseMultiplier = Sigma }, new SecureAggregation()]).For(size);
        var transcript = TinyFederations.Train(plan with { Hooks = stack.Defenses }, TinyFederations.Equal(1, Clients, 10, new Iid()))[0];
        var stopped = transcript.Rounds.Where(round => round.Stopped is not null).ToArray();
        var empty = transcript.Rounds.Where(round => round.Stopped is null && round.Participants.Count == 0).ToArray();

        Assert.That(new[] { stopped.Length, empty.Length }, Is.All.Positive);
        Assert.That(stopped.Select(round => round.Updates.Count), Is.All.Zero);
        Assert.That(stopped.Average(round => Deviation(round.MeanUpdate)), Is.EqualTo(empty.Average(round => Deviation(round.MeanUpdate))).Within(5).Percent);
    }

    [Test]
    public void A_round_that_lost_more_than_the_promise_allows_stops_and_the_federation_goes_on([Values] bool summed)
    {
        var (plan, size) = Plan(new DistributedDp(), new() { Dropout = 0.3 });
        Defense[] sums = summed ? [new SecureAggregation()] : [];
        var stack = new DefenseStack([new DistributedDp { NoiseMultiplier = Sigma, Dropouts = 1 }, .. sums]).For(size);
        var rounds = TinyFederations.Train(plan with { Hooks = stack.Defenses }, TinyFederations.Equal(1, Clients, 10, new Iid()))[0].Rounds;

        Assert.That(rounds.Where(round => round.Dropped.Count > 1).Select(round => round.Stopped), Is.Not.Empty.And.All.Contains("clients are left"));
        Assert.That(rounds.Where(round => round.Dropped.Count <= 1).Select(round => round.Stopped), Is.Not.Empty.And.All.Null);
        // What travels is longer than the model; what is released is not.
        Assert.That(rounds.Select(round => round.MeanUpdate.Length), Is.All.EqualTo(plan.Model.ParameterCount));
    }

    private static (TrainingPlan Plan, FederationSize Size) Plan(Defense defense, Participation who)
    {
        // Without passes over the records an update is 0; private steps are noise alone once its multiplier is large beside the gradients.
        var local = new LocalTraining { Epochs = defense is RecordDp ? 1 : 0, BatchSize = null, LearningRate = 1 };
        var plan = TinyFederations.Plan() with { Rounds = Rounds, Local = local, Participation = who, WeighsRecords = false };
        return (plan, new(Clients, Rounds, plan.Model.ParameterCount) { Participation = who, Local = local, RecordsPerClient = 10 });
    }

    private static bool Refused(DefenseStack stack, FederationSize size)
    {
        try
        {
            stack.For(size);
            return false;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>The deviation of the noise on the sum that a position with some of the round's clients does not know.</summary>
    private static double Left(Round round, int colluding)
    {
        // A promise is about an honest client that took part: it is not made where there is none.
        var shares = round.Participants.Count;
        var unknown = Math.Max(1, shares - colluding);
        return Deviation(round.MeanUpdate) / round.Weights[0] * Math.Sqrt((double)unknown / shares);
    }

    /// <summary>σC on the sum; a private step over all records of a client moves it by noise over their number.</summary>
    private static double Owed(Defense defense, TrainingPlan plan) => defense is RecordDp ? plan.Local.LearningRate * Sigma / 10 : Sigma;

    private static int Colluding(string position) => position.StartsWith("server-with-clients(", StringComparison.Ordinal)
        ? int.Parse(position["server-with-clients(".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
        : position is "client" or "server-with-clients" ? 1 : 0;

    private static double Deviation(float[] values) => Math.Sqrt(values.Average(v => (double)v * v));
}
