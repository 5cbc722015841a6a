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

    [Test]
    public void A_perfect_attack_has_an_exact_interval_instead_of_one_without_width()
    {
        var measures = MembershipMeasures.Of(Cell(member => member ? 1 : 0), Random);
        // All of 120 are right: the lower end is the 120th root of 0.025.
        var low = Math.Pow(0.025, 1.0 / 120);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Tpr.Low, Is.EqualTo(low).Within(1e-9));
            Assert.That(measures.Auc.Low, Is.EqualTo(low).Within(1e-9));
            Assert.That(measures.Advantage.Low, Is.EqualTo(low - (1 - low)).Within(1e-9));
            Assert.That(measures.Advantage.High, Is.EqualTo(1));
        });
    }

    [Test]
    public void One_federation_is_halved_by_records_and_marked()
    {
        var random = new RandomStream(2);
        var measures = MembershipMeasures.Of(new SimulatedCells(1, 200, 2, 0).Draw(random), random);
        Assert.Multiple(() =>
        {
            Assert.That(measures.Resampled, Is.EqualTo(ResamplingUnit.RecordsOnly));
            Assert.That(measures.Auc.Covers(new SimulatedCells(1, 200, 2, 0).Auc), Is.True);
            // The largest advantage there is, 2 Φ(1) − 1.
            Assert.That(measures.Advantage.Covers(0.6827), Is.True);
        });
    }

    [Test]
    public void Shuffled_membership_leaves_no_advantage()
    {
        const int evaluations = 200;
        var covered = 0;
        var cell = new SimulatedCells(8, 40, 1, 0.3).Draw(new RandomStream(3));
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            var random = new RandomStream(4).Named("evaluation", evaluation);
            ScoredFederation[] shuffled = [.. cell.Select((federation, f) => new ScoredFederation(
                federation.Federation,
                federation.Records,
                federation.Scores,
                [.. random.Named("shuffle", f).Permutation(federation.Members.Length).Select(r => federation.Members[r])]))];
            var measures = MembershipMeasures.Of(shuffled, random, new(Draws: 500));
            covered += measures.Advantage.Covers(0) && measures.Auc.Covers(0.5) ? 1 : 0;
        }

        Assert.That((double)covered / evaluations, Is.InRange(0.89, 0.99));
    }

    [Test]
    public void The_same_stream_gives_the_same_measures()
    {
        var cell = new SimulatedCells(6, 40, 1, 0.3).Draw(new RandomStream(5));
        var first = MembershipMeasures.Of(cell, new RandomStream(6));
        var second = MembershipMeasures.Of(cell, new RandomStream(6));
        Assert.That(second with { TprAtFpr = first.TprAtFpr }, Is.EqualTo(first));
        Assert.That(second.TprAtFpr, Is.EqualTo(first.TprAtFpr));
    }

    [Test]
    public void A_cell_without_non_members_is_refused() => Assert.That(
        () => MembershipMeasures.Of([new(0, [1, 2], [0, 1], [true, true])], Random),
        Throws.ArgumentException.With.Message.StartsWith("The 1 federations hold no non-member."));

    // Six federations of twenty members and twenty non-members.
    private static ScoredFederation[] Cell(Func<bool, double> score) => [.. Enumerable.Range(0, 6).Select(federation =>
    {
        bool[] members = [.. Enumerable.Range(0, 40).Select(record => record % 2 == 0)];
        return new ScoredFederation(federation, [.. Enumerable.Range(0, 40)], [.. members.Select(score)], members);
    })];
}
