using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Attacks on updates against their formulas, and on federations whose clients overfit.</summary>
internal sealed class UpdateAttackTests
{
    private static readonly AttackedFederations Overfitted = new(AttackedFederations.Overfitting, new Iid());

    private static readonly Attack[] InNamedClient =
    [
        new UpdateLoss(), new UpdateCosine(), new UpdateNorm(), new UpdateDifference(), new FedMia(), new FedMia { Predictive = FedMiaPredictive.Student },
        new FedMia { Measure = FedMiaMeasure.Loss }, new FedMia { Measure = FedMiaMeasure.Loss, Predictive = FedMiaPredictive.Student },
    ];

    private static readonly Attack[] InFederation = [new UpdateLoss(), new UpdateCosine(), new UpdateNorm(), new UpdateDifference(), new SumCosine()];

    [TestCaseSource(nameof(InNamedClient))]
    public void Overfitted_updates_give_the_records_of_a_named_client_away(Attack attack) =>
        Assert.That(Overfitted.InNamedClient(attack).Auc.Low, Is.GreaterThan(0.5));

    [TestCaseSource(nameof(InFederation))]
    public void Overfitted_updates_give_the_members_of_the_federation_away(Attack attack) =>
        Assert.That(Overfitted.InFederation(attack).Auc.Low, Is.GreaterThan(0.5));

    [Test]
    public void Without_references_early_updates_give_the_records_of_a_named_client_away_against_the_aggregate_without_it()
    {
        var early = new AttackedFederations(AttackedFederations.Overfitting with { Rounds = 3 }, new Iid());
        var attack = new UpdateLoss { Calibration = UpdateCalibration.Aggregate };
        Assert.That(early.InNamedClient(attack).Auc.Low, Is.GreaterThan(0.5));
        Assert.That(early.Source(attack).Accuracy.Low, Is.GreaterThan(0.3), "an eighth is guessing");
    }

    [Test]
    public void The_cosine_is_that_of_the_update_and_the_falling_gradient()
    {
        var seen = Overfitted.View(0).Observe<ClientUpdates>();
        foreach (var (i, k) in new[] { (0, 0), (7, 3), (90, 7) })
        {
            var expected = Enumerable.Range(0, seen.Rounds).Average(t => -Dot(Gradient(0, t, i), seen.Update(t, k)) / (Norm(Gradient(0, t, i)) * Norm(seen.Update(t, k))));
            Assert.That(Overfitted.Scores(0, new UpdateCosine())[i][k], Is.EqualTo(expected).Within(1e-5));
        }
    }

    [Test]
    public void The_cosine_with_the_sum_is_that_of_the_mean_update()
    {
        var transcript = Overfitted.Transcript(0);
        foreach (var i in new[] { 0, 7, 90 })
        {
            var expected = transcript.Rounds.Index().Average(of => -Dot(Gradient(0, of.Index, i), of.Item.MeanUpdate) / (Norm(Gradient(0, of.Index, i)) * Norm(of.Item.MeanUpdate)));
            Assert.That(Overfitted.Scores(0, new SumCosine())[i][0], Is.EqualTo(expected).Within(1e-5));
        }
    }

    [Test]
    public void The_norm_is_that_of_the_gradient_at_the_local_model()
    {
        var transcript = Overfitted.Transcript(0);
        foreach (var (i, k) in new[] { (0, 0), (7, 3), (90, 7) })
        {
            var expected = Enumerable.Range(0, 20).Average(t => Norm(GradientAt([.. transcript.GlobalModels[t].Zip(transcript.Rounds[t].Updates[k], (g, u) => g + u)], i)));
            Assert.That(Overfitted.Scores(0, new UpdateNorm())[i][k], Is.EqualTo(-expected).Within(1e-4 * (1 + expected)));
        }
    }

    [Test]
    public void The_difference_is_what_one_step_size_for_all_explains_of_an_update()
    {
        var few = new AttackedFederations(AttackedFederations.Overfitting with { Rounds = 3 }, new Iid(), federations: 3);
        var scores = few.Scores(0, new UpdateDifference());
        var seen = few.View(0).Observe<ClientUpdates>();
        var step = FittedStep(few);
        foreach (var (i, k) in new[] { (0, 0), (7, 3), (90, 7) })
        {
            var expected = Enumerable.Range(0, seen.Rounds).Average(t =>
            {
                var (gradient, update) = (GradientAt(few.Transcript(0).GlobalModels[t], i), seen.Update(t, k).ToArray());
                return Squares(update) - Squares([.. update.Zip(gradient, (u, g) => (float)(u + (step * g)))]);
            });
            Assert.That(scores[i][k], Is.EqualTo(expected).Within(1e-3 * (0.01 + Math.Abs(expected))));
        }
    }

    [Test]
    public void What_is_left_out_is_the_clients_weighted_part_of_the_aggregate()
    {
        var trained = Overfitted.Transcript(0);
        double[] weights = [.. Enumerable.Range(1, 8).Select(k => k / 36.0)];
        var transcript = trained with { Rounds = [.. trained.Rounds.Select(round => round with { Weights = weights })] };
        var view = PositionViews.Of(new Server(), new TranscriptObservations(transcript, updateRounds: 3), []);
        var scores = new UpdateLoss { Calibration = UpdateCalibration.Aggregate }.Run(view, [], Overfitted.Candidates, new RandomStream(1));
        foreach (var (i, k) in new[] { (0, 0), (7, 3), (90, 7) })
        {
            var expected = new[] { 0, 9, 19 }.Average(t =>
            {
                var (round, global) = (transcript.Rounds[t], transcript.GlobalModels[t]);
                var others = global.Select((_, j) => Enumerable.Range(0, 8).Where(q => q != k).Sum(q => weights[q] * round.Updates[q][j]) / (1 - weights[k]));
                double Loss(IEnumerable<double> update) => Inference.Query(
                    transcript.Model, [[.. global.Zip(update, (g, u) => (float)(g + u))]], Overfitted.Candidates)[0].Loss(i);
                return Loss(others) - Loss(round.Updates[k].Select(u => (double)u));
            });
            Assert.That(scores[i][k], Is.EqualTo(expected).Within(1e-4 * (1 + Math.Abs(expected))));
        }
    }

    [Test]
    public void A_few_rounds_are_spread_from_the_first_to_the_last_and_tell_what_they_told_among_all()
    {
        var transcript = Overfitted.Transcript(0);
        var (all, few) = (new ClientUpdates(transcript).Losses(Overfitted.Candidates), new ClientUpdates(transcript, 4).Losses(Overfitted.Candidates));
        Assert.That(few.Rounds, Is.EqualTo(4));
        foreach (var (place, round) in new[] { 0, 6, 12, 19 }.Index())
        {
            Assert.That(few.Of(place, 5).ToArray(), Is.EqualTo(all.Of(round, 5).ToArray()));
        }
    }

    [Test]
    public void Where_half_of_the_clients_take_part_twice_as_many_rounds_are_asked_about()
    {
        var half = new AttackedFederations(AttackedFederations.Overfitting with { Participation = new() { Share = 0.5 } }, new Iid(), federations: 2);
        Assert.That(new ClientUpdates(half.Transcript(0), 4).Losses(half.Candidates).Rounds, Is.EqualTo(8));
    }

    [Test]
    public void The_loss_of_a_local_model_is_its_cross_entropy()
    {
        var transcript = Overfitted.Transcript(1);
        var local = transcript.GlobalModels[4].Zip(transcript.Rounds[4].Updates[2], (g, u) => g + u).ToArray();
        var predictions = Inference.Query(transcript.Model, [local], Overfitted.Candidates)[0];
        Assert.That(
            Overfitted.View(1).Observe<ClientUpdates>().Losses(Overfitted.Candidates).Of(4, 2).ToArray().Select(loss => (double)loss),
            Is.EqualTo(Enumerable.Range(0, Overfitted.Candidates.Count).Select(predictions.Loss)).Within(1e-5));
    }

    /// <summary>−Σ⟨Δ, ∇ℓ⟩/Σ‖∇ℓ‖² over the records of each client of the references and its mean over rounds.</summary>
    private static double FittedStep(AttackedFederations federations)
    {
        var (along, length) = (0.0, 0.0);
        foreach (var f in Enumerable.Range(federations.Count, AttackedFederations.References))
        {
            var transcript = federations.Transcript(f);
            foreach (var (i, k) in federations.Sources(f).Index().Where(of => of.Item >= 0))
            {
                foreach (var (t, round) in transcript.Rounds.Index())
                {
                    var gradient = GradientAt(transcript.GlobalModels[t], i);
                    along -= Dot(gradient, round.Updates[k]);
                    length += Squares(gradient);
                }
            }
        }

        return along / length;
    }

    private static float[] Gradient(int federation, int round, int record) => GradientAt(Overfitted.Transcript(federation).GlobalModels[round], record);

    private static float[] GradientAt(float[] parameters, int record)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var model = Overfitted.Transcript(0).Model;
        var data = Overfitted.Candidates.Data;
        var features = TorchSharp.torch.tensor(data.Features.AsSpan(record * data.FeatureCount, data.FeatureCount).ToArray(), [1, 1, data.FeatureCount]);
        var labels = TorchSharp.torch.tensor(new long[] { data.Labels[record] }, [1, 1]);
        var way = Backpropagation.Of(model, model.Split(FlatStack.Of([parameters])), features, labels, TorchSharp.torch.ones([1, 1]), null);
        return [.. way.Gradients().SelectMany(g => FlatStack.Rows(g).Single())];
    }

    private static double Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += (double)one[i] * other[i];
        }

        return sum;
    }

    private static double Squares(ReadOnlySpan<float> of) => Dot(of, of);

    private static double Norm(ReadOnlySpan<float> of) => Math.Sqrt(Squares(of));
}
