using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Source;
using PrivacyBench.Defenses;
using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Attacks on the source of records: on federations whose clients overfit, and where the view takes away what they need.</summary>
internal sealed class SourceAttackTests
{
    private static readonly Withheld SingleUpdates = new(typeof(ClientUpdates), "Only the sum is seen.");

    private static readonly AttackedFederations Full = new(AttackedFederations.Overfitting, new Iid());

    private static readonly AttackedFederations Half =
        new(AttackedFederations.Overfitting with { Participation = new() { Share = 0.5 } }, new Iid());

    private static readonly AttackedFederations Skewed = new(AttackedFederations.Overfitting, new Dirichlet { Alpha = 0.3 });

    private static readonly Attack[] OnUpdates = [new SourceLoss(), new SourceCalibrated(), new SourceCosine()];

    [TestCaseSource(nameof(OnUpdates))]
    public void Overfitted_updates_name_the_client_of_a_record(Attack attack)
    {
        var measures = Full.Source(attack);
        Assert.That(measures.Accuracy.Low, Is.GreaterThan(0.3), "an eighth is guessing");
        Assert.That(measures.LogLoss!.Value.High, Is.LessThan(Math.Log(8)), "and the posterior is worth more than none");
    }

    [TestCaseSource(nameof(OnUpdates))]
    public void They_do_so_where_half_of_the_clients_take_part(Attack attack) =>
        Assert.That(Half.Source(attack).Accuracy.Low, Is.GreaterThan(0.3));

    [Test]
    public void The_loss_is_that_of_the_papers_formula_where_all_take_part()
    {
        var seen = Full.View(2).Observe<ClientUpdates>();
        var scores = Full.Scores(2, new SourceLoss());
        for (var i = 0; i < Full.Candidates.Count; i++)
        {
            var least = Enumerable.Range(0, 8).MinBy(k => Enumerable.Range(0, 20).Average(t => (double)seen.Losses(Full.Candidates).Of(t, k)[i]));
            Assert.That(scores[i][least], Is.EqualTo(scores[i].Max()));
        }
    }

    [Test]
    public void One_round_is_judged_by_its_losses_alone()
    {
        var losses = Full.View(2).Observe<ClientUpdates>().Losses(Full.Candidates);
        var scores = Full.Scores(2, new SourceLoss { Round = 3 });
        foreach (var i in Enumerable.Range(0, Full.Candidates.Count))
        {
            Assert.That(scores[i].Index().MaxBy(of => of.Item).Index, Is.EqualTo(Enumerable.Range(0, 8).MinBy(k => losses.Of(2, k)[i])));
        }
    }

    [Test]
    public void The_output_bias_tells_which_client_holds_a_label()
    {
        var measures = Skewed.Source(new SourceLabels());
        Assert.That(measures.Accuracy.Low, Is.GreaterThan(0.25));
        Assert.That(measures.LogLoss!.Value.High, Is.LessThan(Math.Log(8)));
    }

    [Test]
    public void Sums_of_changing_cohorts_name_the_client() =>
        Assert.That(Half.Source(new SourceDisaggregated(), new Server(), SingleUpdates).Accuracy.Low, Is.GreaterThan(0.2));

    [Test]
    public void Sums_of_all_clients_name_nobody()
    {
        var measures = Full.Source(new SourceDisaggregated(), new Server(), SingleUpdates);
        Assert.That(measures.Accuracy.Covers(1.0 / 8));
        Assert.That(measures.LogLoss!.Value.Value, Is.EqualTo(Math.Log(8)).Within(1e-6));
    }

    [Test]
    public void A_client_is_worked_out_exactly_where_it_sends_the_same_every_round()
    {
        var transcript = Half.Transcript(0);
        float[][] constant = [.. Enumerable.Range(0, 8).Select(k => new[] { k, k * k, 1f / (k + 1) })];
        var steady = transcript with
        {
            Rounds = [.. transcript.Rounds.Select(round => round with
            {
                MeanUpdate = [.. Enumerable.Range(0, 3).Select(j => (float)round.Participants.Zip(round.Weights, (k, w) => w * constant[k][j]).Sum())],
            })],
        };
        var seen = new DisaggregatedUpdates(steady, new SummedUpdates(steady), new PrivacyBench.Views.Participation(steady)).Updates;
        for (var k = 0; k < 8; k++)
        {
            Assert.That(seen.Update(0, k).ToArray(), Is.EqualTo(constant[k]).Within(1e-4));
        }
    }

    [Test]
    public void Colluders_are_left_to_guess_among_several_honest_clients()
    {
        var measures = Full.Source(new SourceResidual(), new ServerWithClients { Colluding = 5 }, SingleUpdates);
        Assert.That(measures.Accuracy.Covers(1.0 / 3));
        Assert.That(measures.LogLoss!.Value.Value, Is.EqualTo(Math.Log(3)).Within(1e-6));
    }

    [Test]
    public void Colluders_learn_from_rounds_that_leave_one_honest_client_alone()
    {
        var colluding = new ServerWithClients { Colluding = 6 };
        Assert.That(Half.Source(new SourceResidual(), colluding, SingleUpdates).Accuracy.Low, Is.GreaterThan(0.6));
    }

    [TestCase(null, 1e-6)]
    [TestCase("secure-aggregation", 1e-4)]
    public void All_clients_but_one_see_the_last_ones_update_through_any_sum(string? defense, double rounding)
    {
        var hooks = defense is null ? [] : new RoundHooks[] { (Defense)Activator.CreateInstance(DefenseCatalogue.Defenses.Entries[defense].Type)! };
        var plan = TinyFederations.Plan() with { Hooks = hooks };
        var transcript = TinyFederations.Train(plan, TinyFederations.Unequal(1, 4))[0];
        var view = PositionViews.Of(new ServerWithClients { Colluding = 3 }, new TranscriptObservations(transcript), [SingleUpdates]);

        foreach (var seen in new[] { view.Observe<ResidualUpdates>().Updates, view.Observe<ClientUpdates>() })
        {
            for (var t = 0; t < 3; t++)
            {
                Assert.That(seen.Participants(t), Is.EqualTo(new[] { 0, 1, 2, 3 }));
                Assert.That(seen.Update(t, 3).ToArray(), Is.EqualTo(transcript.Rounds[t].Updates[3]).Within(rounding));
            }
        }
    }
}
