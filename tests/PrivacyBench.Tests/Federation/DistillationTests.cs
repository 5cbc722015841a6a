using PrivacyBench.Data;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Federation.ServerOptimizers;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Federation;

/// <summary>Clients that share predictions on public records, and what is learnt from them.</summary>
internal sealed class DistillationTests
{
    private const int Clients = 4;

    private static readonly int[] Public = [.. Enumerable.Range(1500, 60)];

    private static readonly TrainingPlan Plan = TinyFederations.Plan() with
    {
        Strategy = new FedMd { PublicRecords = Public.Length, Epochs = 10 },
        PublicRecords = Public,
        Rounds = 4,
        Local = TinyFederations.Plan().Local with { Epochs = 6, LearningRate = 0.2 },
    };

    private static readonly FederationDesign[] Designs = TinyFederations.Equal(2, Clients, 20, new Iid(), among: 1000);

    private static readonly IReadOnlyList<Transcript> Trained = TinyFederations.Train(Plan, Designs);

    [TestCase(5)]
    [TestCase(2)]
    [TestCase(3)]
    public void A_model_learns_from_probabilities_as_softmax_regression_worked_out_by_hand(int batch)
    {
        const int Classes = 2;
        const int Features = 3;
        var random = new RandomStream(4);
        var values = new float[5 * Features];
        random.FillGaussian(values, 1);
        var data = new Dataset("five", values, Features, [0, 0, 0, 0, 0], ["a", "b"], null, "");
        var model = new Model(new Softmax(), Features, Classes);
        var start = new float[model.ParameterCount];
        random.FillGaussian(start, 0.5);
        float[] moves = [0.1f, -0.1f, -0.05f, 0.05f, 0, 0, 0.2f, -0.2f, 0.01f, -0.01f];
        var distillation = new Distillation(model, new(data, [0, 1, 2, 3, 4]), new() { Epochs = 2, BatchSize = batch, LearningRate = 0.3 });

        var learnt = distillation.Learn([start], [moves])[0];

        Assert.That(learnt.Zip(start, (l, s) => (double)l + s), Is.EqualTo(ByHand(start, data, moves, batch)).Within(1e-5));
    }

    [Test]
    public void What_did_not_move_teaches_nothing()
    {
        var start = Trained[0].GlobalModels[^1];
        Assert.That(Plan.Distillation!.Learn([start], [new float[Plan.Distillation.Values]])[0], Is.All.EqualTo(0).Within(1e-5));
    }

    [Test]
    public void Impossible_probabilities_count_as_what_was_meant()
    {
        var start = Trained[0].GlobalModels[^1];
        // All labels of a record at −1 say nothing of it; 100 for one label says that it is certain.
        var nothing = Enumerable.Repeat(-1f, Plan.Distillation!.Values).ToArray();
        Assert.That(Plan.Distillation.Learn([start], [nothing])[0], Is.All.EqualTo(0).Within(1e-5));

        var certain = new float[Plan.Distillation.Values];
        certain[3] = 100_000;
        var update = Plan.Distillation.Learn([start], [certain])[0];
        Assert.That(update, Is.All.Matches<float>(float.IsFinite));
        var learnt = Inference.Query(Plan.Model, [[.. start.Zip(update, (s, u) => s + u)]], new(Plan.Data, [Public[0]]))[0];
        Assert.That(learnt.Answer(0), Is.EqualTo(3));
    }

    [Test]
    public void Clients_share_by_how_much_training_moved_their_probabilities()
    {
        var start = Trained[0].GlobalModels[0];
        var update = Array.ConvertAll(start, value => 0.1f * value);
        var shared = Plan.Distillation!.Share([start], [update])[0];
        double[][] models = [.. Inference.Query(Plan.Model, [start, [.. start.Zip(update, (s, u) => s + u)]], new(Plan.Data, Public)).Select(Probabilities)];

        Assert.That(shared, Is.EqualTo(models[1].Zip(models[0], (after, before) => (float)(after - before))).Within(1e-5));
    }

    [Test]
    public void The_server_learns_the_next_model_from_the_mean()
    {
        foreach (var transcript in Trained)
        {
            var round = transcript.Rounds[1];
            float[] mean = [.. Enumerable.Range(0, Plan.Distillation!.Values).Select(i => (float)round.Updates.Average(update => (double)update[i]))];
            var update = Plan.Distillation.Learn([transcript.GlobalModels[1]], [mean])[0];

            Assert.That(round.Updates.Select(of => of.Length), Is.All.EqualTo(Public.Length * Plan.Data.ClassNames.Count));
            Assert.That(transcript.GlobalModels[2], Is.EqualTo(transcript.GlobalModels[1].Zip(update, (g, u) => g + u)).Within(1e-4));
        }
    }

    [Test]
    public void Nobody_looks_at_the_labels_of_public_records()
    {
        var mislabelled = Plan.Data with { Labels = [.. Plan.Data.Labels.Select((label, i) => i >= 1500 ? (label + 1) % 10 : label)] };
        Assert.That(TinyFederations.Train(Plan with { Data = mislabelled }, Designs)[0].GlobalModels[^1], Is.EqualTo(Trained[0].GlobalModels[^1]));
    }

    [Test]
    public void The_global_model_gets_better()
    {
        var unseen = new Candidates(Plan.Data, [.. Enumerable.Range(1000, 400)]);
        var models = Inference.Query(Plan.Model, Trained[0].GlobalModels, unseen);
        double Accuracy(Predictions of) => Enumerable.Range(0, of.Count).Average(i => of.IsRight(i) ? 1 : 0);
        Assert.That(Accuracy(models[^1]), Is.GreaterThan(Accuracy(models[0]) + 0.3));
    }

    [Test]
    public void The_server_imitates_each_client_from_what_it_shared()
    {
        var transcript = Trained[0];
        var updates = PositionViews.Of(new Server(), new TranscriptObservations(transcript), []).Observe<ClientUpdates>();
        var global = transcript.GlobalModels[0];
        var imitations = Enumerable.Range(0, Clients).Select(k => global.Zip(updates.Update(0, k).ToArray(), (g, u) => g + u).ToArray()).ToArray();
        double[][] predicted = [.. Inference.Query(Plan.Model, [.. imitations, global], new(Plan.Data, Public)).Select(Probabilities)];
        for (var k = 0; k < Clients; k++)
        {
            double[] shared = [.. predicted[^1].Zip(transcript.Rounds[0].Updates[k], (before, move) => before + move)];
            double Distance(double[] to) => shared.Zip(to, (s, t) => (s - t) * (s - t)).Sum();
            Assert.That(Distance(predicted[k]), Is.LessThan(Distance(predicted[^1]) / 4));
            Assert.That(Enumerable.Range(0, Clients).MinBy(other => Distance(predicted[other])), Is.EqualTo(k));
        }
    }

    [Test]
    public void Of_a_sum_all_but_one_colluders_see_the_last_client_s_predictions_and_imitate_it()
    {
        var defense = new SecureAggregation().For(new(Clients, Plan.Rounds, Plan.Strategy.SharedValues(Plan.Model)));
        var transcript = TinyFederations.Train(Plan with { Hooks = [defense], Rounds = 1 }, Designs)[0];
        var position = new ServerWithClients { Colluding = Clients - 1 };
        var seen = PositionViews.Of(position, new TranscriptObservations(transcript), [.. defense.Hides(position)]).Observe<ClientUpdates>();
        var undefended = PositionViews.Of(new Server(), new TranscriptObservations(Trained[0]), []).Observe<ClientUpdates>();

        Assert.That(seen.Update(0, Clients - 1).ToArray(), Is.EqualTo(undefended.Update(0, Clients - 1).ToArray()).Within(1e-3));
        Assert.That(PositionViews.Offered(new Server(), defense.Hides(new Server())), Does.Not.Contain(typeof(ClientUpdates)));
    }

    private static double[] Probabilities(Predictions of) =>
    [
        .. Enumerable.Range(0, of.Count).SelectMany(i =>
        {
            var logits = of.Logits(i).ToArray();
            var sum = logits.Sum(z => Math.Exp(z));
            return logits.Select(z => Math.Exp(z) / sum);
        }),
    ];

    /// <summary>θ ← θ − η/B·Σ (p(θ; x) − t)·xᵀ, batch by batch in the records' order, with t = p(θ₀; x) + moves, in double precision.</summary>
    private static double[] ByHand(float[] start, Dataset data, float[] moves, int batch)
    {
        var parameters = Array.ConvertAll(start, value => (double)value);
        double[] Predict(double[] of, int record)
        {
            var z = Enumerable.Range(0, 2).Select(c => of[6 + c] + Enumerable.Range(0, 3).Sum(f => of[Weight(c, f)] * data.Features[(3 * record) + f])).ToArray();
            return [1 / (1 + Math.Exp(z[1] - z[0])), 1 / (1 + Math.Exp(z[0] - z[1]))];
        }

        var targets = Enumerable.Range(0, 5).Select(i => Predict(parameters, i).Select((p, c) => p + moves[(2 * i) + c]).ToArray()).ToArray();
        foreach (var some in Enumerable.Range(0, 2).SelectMany(_ => Enumerable.Range(0, 5).Chunk(batch)))
        {
            var gradient = new double[parameters.Length];
            foreach (var i in some)
            {
                var p = Predict(parameters, i);
                for (var c = 0; c < 2; c++)
                {
                    gradient[6 + c] += (p[c] - targets[i][c]) / some.Length;
                    for (var f = 0; f < 3; f++)
                    {
                        gradient[Weight(c, f)] += (p[c] - targets[i][c]) * data.Features[(3 * i) + f] / some.Length;
                    }
                }
            }

            parameters = [.. parameters.Zip(gradient, (value, slope) => value - (0.3 * slope))];
        }

        return parameters;
    }

    /// <summary>The place of a weight: as the model of this architecture lays them out.</summary>
    private static int Weight(int label, int feature) => WeightsByFeature ? (2 * feature) + label : (3 * label) + feature;

    private static bool WeightsByFeature { get; } = new Model(new Softmax(), 3, 2).Parameters[0].Shape is [3, 2];
}
