using PrivacyBench.Federation;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Views;

/// <summary>What each position sees: the table of views, and what follows from one observation for another.</summary>
internal sealed class PositionViewsTests
{
    private static readonly Transcript Transcript =
        TinyFederations.Train(TinyFederations.Plan() with { Rounds = 2 }, TinyFederations.Equal(1, 4, 10, new Iid()))[0];

    private static readonly Type[] Queries = [typeof(FinalModel), typeof(FinalLabels)];
    private static readonly Type[] Broadcast = [.. Queries, typeof(GlobalModels), typeof(SummedUpdates), typeof(GlobalSteps), typeof(RoundAnswers)];
    private static readonly Type[] Aggregation = [.. Broadcast, typeof(ClientUpdates), typeof(PrivacyBench.Views.Participation), typeof(DisaggregatedUpdates)];

    private static readonly TestCaseData[] Table =
    [
        new(new External { LabelsOnly = true }, new[] { typeof(FinalLabels) }),
        new(new External(), Queries),
        new(new Client(), new[] { typeof(OwnClients) }.Concat(Broadcast).ToArray()),
        new(new Server(), Aggregation),
        new(new KeyHolder(), Aggregation),
        new(new ServerWithClients(), new[] { typeof(OwnClients), typeof(ResidualUpdates) }.Concat(Aggregation).ToArray()),
    ];

    [TestCaseSource(nameof(Table))]
    public void A_position_observes_what_the_table_says(ThreatPosition position, Type[] observations) =>
        Assert.That(PositionViews.Offered(position), Is.SupersetOf(observations));

    [TestCaseSource(nameof(Table))]
    public void A_position_observes_nothing_that_another_row_has_alone(ThreatPosition position, Type[] observations)
    {
        var rows = Table.SelectMany(row => (Type[])row.Arguments[1]!).Distinct();
        Assert.That(PositionViews.Offered(position).Intersect(rows), Is.EquivalentTo(observations));
    }

    [Test]
    public void What_follows_from_several_observations_is_gone_with_one_of_them()
    {
        var view = View(new Server(), new Withheld(typeof(PrivacyBench.Views.Participation), "Nobody says who took part."));
        Assert.That(view.WhyBlocked(typeof(DisaggregatedUpdates)), Is.EqualTo("Nobody says who took part."));
        Assert.That(view.WhyBlocked(typeof(GlobalSteps)), Is.Null);
    }

    [Test]
    public void Who_sees_every_global_model_sees_the_sum() =>
        Assert.That(View(new Server(), new Withheld(typeof(SummedUpdates), "The sum is secret.")).WhyBlocked(typeof(SummedUpdates)), Is.Null);

    [Test]
    public void Without_the_global_models_the_sum_stays_hidden()
    {
        var view = View(new Server(), new(typeof(SummedUpdates), "The sum is encrypted."), new(typeof(GlobalModels), "The model is encrypted."));
        Assert.That(view.WhyBlocked(typeof(SummedUpdates)), Is.EqualTo("The sum is encrypted."));
        Assert.That(view.WhyBlocked(typeof(GlobalSteps)), Is.Not.Null);
    }

    [Test]
    public void The_finest_updates_are_single_ones_where_they_are_seen_and_else_the_step_of_all()
    {
        Withheld single = new(typeof(ClientUpdates), "Only the sum is opened.");
        var (fine, coarse) = (View(new Server()).Observe<FinestUpdates>(), View(new Server(), single).Observe<FinestUpdates>());
        Assert.That((fine.IsSingle, coarse.IsSingle), Is.EqualTo((true, false)));
        Assert.That(fine.Showing(1, 2).ToArray(), Is.EqualTo(Transcript.Rounds[1].Updates[2]));
        Assert.That(coarse.Showing(1, 2).ToArray(), Is.EqualTo(Transcript.Rounds[1].MeanUpdate));
        Assert.That(View(new Client()).Observe<FinestUpdates>().IsSingle, Is.False);
        Assert.That(View(new External()).WhyBlocked(typeof(FinestUpdates)), Is.Not.Null);
        Assert.That(
            View(new Server(), single, new(typeof(SummedUpdates), "The sum is encrypted."), new(typeof(GlobalModels), "The model is encrypted.")).WhyBlocked(typeof(FinestUpdates)),
            Does.Contain("encrypted"));
    }

    [Test]
    public void An_adversary_knows_its_own_clients_and_no_others()
    {
        var own = View(new ServerWithClients { Colluding = 2 }).Observe<OwnClients>();
        Assert.That(own.Records(1), Is.EqualTo(Transcript.ClientRecords[1]));
        Assert.That(own.Updates(1).Select(of => of.Client), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(own.Updates(1)[1].Update, Is.EqualTo(Transcript.Rounds[1].Updates[1]));
        Assert.That(() => own.Records(2), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void Single_updates_stay_hidden_until_one_honest_client_is_left(int colluding, bool hidden) => Assert.That(
        View(new ServerWithClients { Colluding = colluding }, new Withheld(typeof(ClientUpdates), "Masked.")).WhyBlocked(typeof(ClientUpdates)),
        hidden ? Is.EqualTo("Masked.") : Is.Null);

    [Test]
    public void What_a_position_sees_does_not_change_with_another_position_on_the_same_transcript()
    {
        var observations = new TranscriptObservations(Transcript);
        var views = new[] { 1, 2 }.Select(c => PositionViews.Of(new ServerWithClients { Colluding = c }, observations, []).Observe<OwnClients>().Count);
        Assert.That(views, Is.EqualTo(new[] { 1, 2 }));
    }

    private static View View(ThreatPosition position, params Withheld[] hidden) => PositionViews.Of(position, new TranscriptObservations(Transcript), hidden);
}
