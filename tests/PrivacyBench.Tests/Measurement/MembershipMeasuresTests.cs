using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class MembershipMeasuresTests
{
    private static readonly RandomStream Random = new(1);

    [Test]
    public void Scores_that_separate_members_perfectly_have_area_one_and_advantage_one()
    {
        var measures = MembershipMeasures.Of(Cell(member => member ? 1 : 0), Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Auc.Value, Is.EqualTo(1));
            Assert.That(measures.Advantage.Value, Is.EqualTo(1));
            Assert.That(measures.BalancedAccuracy.Value, Is.EqualTo(1));
            Assert.That(measures.TprAtFpr.Single(rate => rate.Fpr == 0.1).Value, Is.EqualTo(1));
        });
    }

    [Test]
    public void Inverted_scores_have_area_zero_and_no_advantage()
    {
        var measures = MembershipMeasures.Of(Cell(member => member ? 0 : 1), Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Auc.Value, Is.Zero);
            Assert.That(measures.Advantage.Value, Is.Zero);
            Assert.That(measures.TprAtFpr.Single(rate => rate.Fpr == 0.1).Value, Is.Zero);
        });
    }

    [Test]
    public void Equal_scores_have_area_one_half_and_no_advantage()
    {
        var measures = MembershipMeasures.Of(Cell(_ => 3), Random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Auc.Value, Is.EqualTo(0.5));
            Assert.That(measures.Advantage.Value, Is.Zero);
        });
    }

    [Test]
    public void Ties_count_one_half()
    {
        // Of the six pairs four are ordered right and two are tied.
        var federation = new ScoredFederation(0, [0, 1, 2, 3, 4], [3, 2, 2, 2, 1], [true, true, false, false, false]);
        Assert.That(MembershipMeasures.Of([federation], Random).Auc.Value, Is.EqualTo((4 + (0.5 * 2)) / 6).Within(1e-15));
    }

    [Test]
    public void A_rate_that_the_sample_cannot_resolve_is_null_with_the_reason()
    {
        var measures = MembershipMeasures.Of(Cell(member => member ? 1 : 0), Random);
        var rate = measures.TprAtFpr.Single(rate => rate.Fpr == 0.01);
        Assert.Multiple(() =>
        {
            Assert.That(measures.NonMembers, Is.EqualTo(120));
            Assert.That(rate.Resolvable, Is.False);
            Assert.That(rate.Value, Is.Null);
            Assert.That(rate.Reason, Is.EqualTo("120 non-members cannot resolve a false positive rate of 0.01: at least 1000 are needed."));
        });
    }

    // Six federations of twenty members and twenty non-members.
    private static ScoredFederation[] Cell(Func<bool, double> score) => [.. Enumerable.Range(0, 6).Select(federation =>
    {
        bool[] members = [.. Enumerable.Range(0, 40).Select(record => record % 2 == 0)];
        return new ScoredFederation(federation, [.. Enumerable.Range(0, 40)], [.. members.Select(score)], members);
    })];
}
