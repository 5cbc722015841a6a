using PrivacyBench.Attacks;
using PrivacyBench.Attacks.Membership;
using PrivacyBench.Data;
using PrivacyBench.Federation.Architectures;
using PrivacyBench.Federation.Partitions;
using PrivacyBench.Measurement;
using PrivacyBench.Views;

namespace PrivacyBench.Tests.Attacks;

/// <summary>Which attack is the stronger where the papers agree, on an overfitted perceptron with 39 references.</summary>
[Category("Slow")]
internal sealed class AttackStrengthTests
{
    private const int Federations = 40;

    private static readonly Candidates Candidates = new(TinyFederations.Digits, [.. Enumerable.Range(0, 200)])
    {
        Population = new(TinyFederations.Digits, [.. Enumerable.Range(1200, 400)]),
    };

    private static readonly Lazy<(View View, int[] Sources)[]> Trained = new(Train);

    [Test]
    public void At_one_percent_of_false_positives_attacks_with_references_find_more_members_than_the_loss_alone()
    {
        var loss = Measured(new LossThreshold());
        foreach (var attack in (MembershipAttack[])[new LiraOnline(), new LiraOffline(), new Rmia(), new Trajectory()])
        {
            Assert.That(Measured(attack).Low, Is.GreaterThan(loss.High), attack.Label);
        }
    }

    private static Rate Measured(MembershipAttack attack)
    {
        var cell = Enumerable.Range(0, Federations).Select(f => new ScoredFederation(
            f,
            [.. Candidates.Records],
            attack.Run(Trained.Value[f].View, References(f), Candidates, new RandomStream(3).Named("federation", f)),
            [.. Trained.Value[f].Sources.Select(source => source >= 0)])).ToArray();
        var measured = MembershipMeasures.Of(cell, new RandomStream(1)).TprAtFpr.Single(rate => rate.Fpr == 0.01);
        Assert.That(measured.Resolvable);
        return new(measured.Value!.Value, measured.Low!.Value, measured.High!.Value);
    }

    private static PrivacyBench.Attacks.Reference[] References(int target) =>
        [.. Trained.Value.Where((_, r) => r != target).Select(of => new PrivacyBench.Attacks.Reference(of.View, of.Sources))];

    private static (View View, int[] Sources)[] Train()
    {
        var plan = TinyFederations.Plan(new Mlp { Hidden = [64] });
        plan = plan with { Rounds = 10, Local = plan.Local with { Epochs = 5 } };
        var designs = TinyFederations.Equal(Federations, 5, 20, new Iid(), among: Candidates.Count);
        return
        [
            .. TinyFederations.Train(plan, designs).Zip(designs, (transcript, design) => (
                PositionViews.Of(new Server(), new TranscriptObservations(transcript), []),
                Candidates.Records.Select(record => Array.FindIndex([.. design.ClientRecords], of => of.Contains(record))).ToArray())),
        ];
    }
}
