using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;

namespace PrivacyBench.Tests.Federation;

internal sealed class FederatedTrainingTests
{
    private static readonly Architecture[] Architectures =
        [
            new Softmax(), new Mlp { Hidden = [16] }, new Mlp { Hidden = [12, 8] }, new Mlp { Hidden = [12, 8], Activation = Activation.Tanh },
            new Mlp { Hidden = [12, 8], Activation = Activation.Gelu },
        ];

    [Test]
    public void A_stack_trains_as_one_model_after_the_other(
        [ValueSource(nameof(Architectures))] Architecture architecture, [Values(0, 0.5)] double momentum)
    {
        var plan = TinyFederations.Plan(architecture);
        plan = plan with { Local = plan.Local with { Momentum = momentum } };
        var designs = TinyFederations.Unequal(federations: 3, clients: 4);

        var stacked = TinyFederations.Train(plan, designs);
        foreach (var (design, transcript) in designs.Zip(stacked))
        {
            var alone = OneByOne.Train(plan, design);
            Assert.That(LargestDifference(transcript.GlobalModels[^1], alone), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void A_stack_of_convolutions_trains_as_one_model_after_the_other([Values("grey", "coloured", "vgg", "resnet", "lstm", "gru", "transformer", "text")] string kind)
    {
        var plan = kind switch
        {
            "grey" => TinyFederations.Plan(new Cnn { Channels = [3, 5] }),
            "coloured" => TinyFederations.Plan(TinyFederations.Coloured, new Cnn { Channels = [4], Kernel = 5 }),
            "vgg" => TinyFederations.Plan(new Vgg { Channels = [3, 4], Hidden = 6 }),
            "resnet" => TinyFederations.Plan(TinyFederations.Coloured, new ResNet { Channels = [4, 6], Groups = 2 }),
            "lstm" => TinyFederations.Plan(TinyFederations.Shakespeare, new Lstm { Embedding = 3, Hidden = 4 }),
            "gru" => TinyFederations.Plan(TinyFederations.Shakespeare, new Gru { Embedding = 3, Hidden = 4 }),
            "transformer" => TinyFederations.Plan(TinyFederations.Shakespeare, new Transformer { Width = 4, Heads = 2 }),
            _ => TinyFederations.Plan(TinyFederations.Shakespeare, new TextCnn { Embedding = 3, Channels = [4, 5] }),
        } with
        { Rounds = 2 };
        var designs = TinyFederations.Unequal(federations: 2, clients: 3);
        designs = [.. designs.Select(d => d with { ClientRecords = [.. d.ClientRecords.Select(own => Array.ConvertAll(own, i => i % plan.Data.Count))] })];

        foreach (var (design, transcript) in designs.Zip(TinyFederations.Train(plan, designs)))
        {
            Assert.That(LargestDifference(transcript.GlobalModels[^1], OneByOne.Train(plan, design)), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void A_stack_follows_every_strategy_as_one_model_after_the_other(
        [Values("fedavg", "fedsgd", "fedprox", "fedavgm", "fedadam")] string strategy, [Values] bool convolutional)
    {
        var plan = TinyFederations.Plan(convolutional ? new Cnn { Channels = [3] } : new Mlp { Hidden = [12] }) with
        {
            Strategy = strategy switch
            {
                "fedavg" => new FedAvg(),
                "fedsgd" => new FedSgd(),
                "fedprox" => new FedProx { Mu = 0.5 },
                "fedavgm" => new FedAvgM(),
                _ => new FedAdam(),
            },
        };
        var design = TinyFederations.Unequal(federations: 1, clients: 3);

        Assert.That(
            LargestDifference(TinyFederations.Train(plan, design)[0].GlobalModels[^1], OneByOne.Train(plan, design[0])), Is.LessThan(1e-4));
    }

    [Test]
    public void Dropout_changes_training_and_not_the_answers_of_a_model()
    {
        var designs = TinyFederations.Equal(1, 3, 10, new Iid());
        var without = TinyFederations.Plan(new Mlp { Hidden = [16] });
        var with = TinyFederations.Plan(new Mlp { Hidden = [16], Dropout = 0.5 });
        var candidates = new PrivacyBench.Data.Candidates(TinyFederations.Digits, [.. Enumerable.Range(0, 50)]);

        var trained = TinyFederations.Train(with, designs)[0].GlobalModels[^1];
        Assert.That(trained, Is.Not.EqualTo(TinyFederations.Train(without, designs)[0].GlobalModels[^1]));
        Assert.That(trained, Is.EqualTo(TinyFederations.Train(with, designs, workers: 1)[0].GlobalModels[^1]), "one seed, one result");
        Assert.That(
            Inference.Query(with.Model, [trained], candidates)[0].Logits(7).ToArray(),
            Is.EqualTo(Inference.Query(without.Model, [trained], candidates)[0].Logits(7).ToArray()), "nothing is left out while scoring");
    }

    [Test]
    public void A_stack_is_drawn_back_to_the_global_model_as_one_model_would_be([Values(0, 0.5)] double momentum)
    {
        var plan = TinyFederations.Plan() with { Strategy = new FedProx { Mu = 2 } };
        plan = plan with { Local = plan.Local with { Momentum = momentum } };
        var designs = TinyFederations.Unequal(federations: 2, clients: 4);

        var drawn = TinyFederations.Train(plan, designs);
        var free = TinyFederations.Train(plan with { Strategy = new FedAvg() }, designs);

        Assert.That(LargestDifference(drawn[1].GlobalModels[^1], OneByOne.Train(plan, designs[1])), Is.LessThan(1e-5));
        Assert.That(LargestDifference(drawn[1].GlobalModels[^1], free[1].GlobalModels[^1]), Is.GreaterThan(1e-3));
    }

    [Test]
    public void Without_a_pull_proximal_training_is_federated_averaging()
    {
        var designs = TinyFederations.Equal(1, 4, 10, new Iid());
        var plan = TinyFederations.Plan();

        var proximal = TinyFederations.Train(plan with { Strategy = new FedProx { Mu = 0 } }, designs);
        Assert.That(proximal[0].GlobalModels[^1], Is.EqualTo(TinyFederations.Train(plan, designs)[0].GlobalModels[^1]));
    }

    [Test]
    public void Averaging_one_full_step_of_each_client_is_federated_sgd()
    {
        var designs = TinyFederations.Equal(2, 4, 10, new Iid());
        var plan = TinyFederations.Plan();
        var averaged = plan with { Local = plan.Local with { Epochs = 1, BatchSize = null } };
        var sgd = plan with { Strategy = new FedSgd(), Local = plan.Local with { Epochs = 4, BatchSize = 3, Momentum = 0.9 } };

        Assert.That(TinyFederations.Train(averaged, designs)[1].GlobalModels[^1], Is.EqualTo(TinyFederations.Train(sgd, designs)[1].GlobalModels[^1]));
    }

    [Test]
    public void The_number_of_workers_changes_no_bit()
    {
        var designs = TinyFederations.Equal(6, 10, 20, new Dirichlet { Alpha = 0.3 });
        var plan = TinyFederations.Plan(new Mlp { Hidden = [128] });

        var one = TinyFederations.Train(plan, designs, workers: 1);
        var two = TinyFederations.Train(plan, designs, workers: 2);

        Assert.That(two.Select(t => t.GlobalModels[^1]), Is.EqualTo(one.Select(t => t.GlobalModels[^1])));
    }

    [Test]
    public void The_global_model_is_the_start_plus_the_mean_updates()
    {
        var transcript = TinyFederations.Train(TinyFederations.Plan(), TinyFederations.Equal(1, 4, 10, new Iid()))[0];
        var round = transcript.Rounds[0];
        var expected = transcript.GlobalModels[0].Select((start, i) => start + round.Updates.Average(u => u[i])).ToArray();

        Assert.That(LargestDifference(transcript.GlobalModels[1], expected), Is.LessThan(1e-6));
    }

    [Test]
    public void Only_a_share_of_the_clients_takes_part_where_the_plan_says_so()
    {
        var plan = TinyFederations.Plan() with { Participation = new() { Share = 0.5 }, Rounds = 20 };
        var transcript = TinyFederations.Train(plan, TinyFederations.Equal(1, 4, 10, new Iid()))[0];

        Assert.That(transcript.Rounds.Select(r => r.Participants.Count), Is.All.EqualTo(2));
        Assert.That(transcript.Rounds.SelectMany(r => r.Participants).Distinct().Count(), Is.EqualTo(4), "over many rounds each takes part");
    }

    [Test]
    public void A_fixed_number_takes_each_client_at_one_rate_and_never_more_of_them()
    {
        var sampling = new Participation { Share = 3 / 7.0 };
        var chosen = Enumerable.Range(0, 4000).Select(t => sampling.Choose(7, new RandomStream(1).Named("round", t))).ToArray();

        Assert.That(chosen.Select(of => of.Length), Is.All.EqualTo(3));
        foreach (var k in Enumerable.Range(0, 7))
        {
            // Five deviations of a binomial share of 4,000 draws.
            Assert.That(chosen.Count(of => of.Contains(k)) / 4000.0, Is.EqualTo(3 / 7.0).Within(5 * Math.Sqrt(3 / 7.0 * (4 / 7.0) / 4000)));
        }
    }

    [Test]
    public void The_participation_matrix_turns_updates_into_the_means_of_the_rounds([Values] bool poisson, [Values] bool weighsRecords)
    {
        var plan = TinyFederations.Plan() with
        {
            Participation = new() { Share = 0.6, IsPoisson = poisson, Dropout = 0.2 },
            WeighsRecords = weighsRecords,
            Rounds = 8,
        };
        var transcript = TinyFederations.Train(plan, TinyFederations.Unequal(1, 5))[0];
        var matrix = transcript.ParticipationMatrix;

        Assert.That(matrix.Select(row => row.Length), Is.EqualTo(Enumerable.Repeat(5, 8)));
        Assert.That(matrix.SelectMany(row => row), Has.Some.Zero.And.Some.Positive);
        foreach (var (t, round) in transcript.Rounds.Index())
        {
            var expected = new float[round.MeanUpdate.Length];
            foreach (var (client, update) in round.Participants.Zip(round.Updates))
            {
                expected = [.. expected.Zip(update, (sum, u) => sum + (float)(matrix[t][client] * u))];
            }

            Assert.That(LargestDifference(round.MeanUpdate, expected), Is.LessThan(1e-5));
            Assert.That(matrix[t].Select(factor => factor > 0), Is.EqualTo(Enumerable.Range(0, 5).Select(k => round.Participants.Contains(k))));
        }
    }

    [Test]
    public void Clients_weigh_as_their_records_or_all_alike()
    {
        var designs = TinyFederations.Unequal(1, 4);
        var sizes = designs[0].ClientRecords.Select(of => (double)of.Length).ToArray();
        var plan = TinyFederations.Plan();

        Assert.That(
            TinyFederations.Train(plan, designs)[0].ParticipationMatrix[0], Is.EqualTo(sizes.Select(size => size / sizes.Sum())).Within(1e-12));
        Assert.That(
            TinyFederations.Train(plan with { WeighsRecords = false }, designs)[0].ParticipationMatrix[0], Is.All.EqualTo(0.25).Within(1e-12));
    }

    [Test]
    public void Poisson_sampling_takes_each_client_at_its_rate_and_independently()
    {
        var sampling = new Participation { Share = 0.3, IsPoisson = true };
        var chosen = Enumerable.Range(0, 4000).Select(t => sampling.Choose(5, new RandomStream(1).Named("round", t))).ToArray();

        // Five deviations of a binomial share of 4,000 draws.
        foreach (var k in Enumerable.Range(0, 5))
        {
            Assert.That(chosen.Average(of => of.Contains(k) ? 1 : 0), Is.EqualTo(0.3).Within(5 * Math.Sqrt(0.3 * 0.7 / 4000)));
        }

        Assert.That(chosen.Average(of => of.Contains(0) && of.Contains(4) ? 1 : 0), Is.EqualTo(0.09).Within(5 * Math.Sqrt(0.09 * 0.91 / 4000)));
        Assert.That(chosen.Count(of => of.Length == 0) / 4000.0, Is.EqualTo(Math.Pow(0.7, 5)).Within(5 * Math.Sqrt(0.17 * 0.83 / 4000)));
    }

    [Test]
    public void A_round_without_participants_moves_nothing_and_the_mean_divides_by_the_expected_number()
    {
        var plan = TinyFederations.Plan() with { Participation = new() { Share = 0.25, IsPoisson = true }, Rounds = 20 };
        var transcript = TinyFederations.Train(plan, TinyFederations.Equal(1, 4, 10, new Iid()))[0];

        Assert.That(transcript.Rounds.Select(r => r.Participants.Count), Has.Some.Zero.And.Some.GreaterThan(1));
        foreach (var (t, round) in transcript.Rounds.Index())
        {
            // A quarter of four clients: the expected number is one.
            var expected = transcript.GlobalModels[t].Select((start, i) => start + round.Updates.Sum(u => u[i])).ToArray();
            Assert.That(LargestDifference(transcript.GlobalModels[t + 1], expected), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void Clients_that_drop_out_are_named_and_leave_no_update()
    {
        var plan = TinyFederations.Plan() with { Participation = new() { Dropout = 0.4 }, Rounds = 30 };
        var transcript = TinyFederations.Train(plan, TinyFederations.Equal(1, 4, 10, new Iid()))[0];
        var dropped = transcript.Rounds.Sum(r => r.Dropped.Count);

        // Five deviations of a binomial count of 120.
        Assert.That(dropped, Is.EqualTo(48).Within(5 * Math.Sqrt(120 * 0.24)));
        foreach (var (t, round) in transcript.Rounds.Index())
        {
            Assert.That(round.Participants.Concat(round.Dropped.Select(d => d.Client)).Order(), Is.EqualTo(new[] { 0, 1, 2, 3 }));
            Assert.That(round.Updates, Has.Count.EqualTo(round.Participants.Count));
            var count = Math.Max(1, round.Updates.Count);
            var expected = transcript.GlobalModels[t].Select((start, i) => start + (round.Updates.Sum(u => u[i]) / count)).ToArray();
            Assert.That(LargestDifference(transcript.GlobalModels[t + 1], expected), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void Updates_are_not_kept_where_nobody_may_see_them()
    {
        var transcript = TinyFederations.Train(TinyFederations.Plan() with { KeptClients = 0 }, TinyFederations.Equal(1, 4, 10, new Iid()))[0];

        Assert.That(transcript.Rounds.SelectMany(r => r.Updates).Select(update => update.Length), Is.All.Zero);
    }

    [Test]
    public void A_cancelled_run_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.That(
            () => FederatedTraining.Run(TinyFederations.Plan(), TinyFederations.Equal(1, 2, 5, new Iid()), 1, _ => { }, cancelled.Token),
            Throws.InstanceOf<OperationCanceledException>());
    }

    private static double LargestDifference(float[] one, float[] other) => one.Zip(other, (a, b) => Math.Abs((double)a - b)).Max();
}
