using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ShrinkTests
{
    private static readonly SimulatedCells Leak = new(Federations: 8, RecordsPerSide: 40, Shift: 1.5, Spread: 0.3);

    [Test]
    public void A_defense_that_changes_nothing_leaves_all_of_the_advantage()
    {
        var random = new RandomStream(1);
        var cell = Leak.Draw(random);
        var shrink = Shrink.OfMembership(One(cell), One(cell), random);
        Assert.Multiple(() =>
        {
            Assert.That(shrink.Difference, Is.EqualTo(new Rate(0, 0, 0)));
            Assert.That(shrink.Ratio, Is.EqualTo(new Rate(1, 1, 1)));
            Assert.That(shrink.AdvantageWith, Is.EqualTo(shrink.AdvantageWithout));
        });
    }

    [Test]
    public void Intervals_of_a_defense_that_only_adds_noise_of_its_own_cover_no_difference_and_ratio_1()
    {
        const int evaluations = 100;
        int difference = 0, ratio = 0;
        for (var evaluation = 0; evaluation < evaluations; evaluation++)
        {
            // Training again: the same federations, other noise in every score.
            var random = new RandomStream(2).Named("evaluation", evaluation);
            var shrink = Shrink.OfMembership(One(Leak.Draw(random.Named("without"))), One(Leak.Draw(random.Named("with"))), random);
            difference += shrink.Difference.Covers(0) ? 1 : 0;
            ratio += shrink.Ratio!.Value.Covers(1) ? 1 : 0;
        }

        Assert.That(difference, Is.AtLeast(88));
        Assert.That(ratio, Is.AtLeast(88));
    }

    [Test]
    public void A_defense_that_hides_membership_takes_the_whole_advantage_away()
    {
        var random = new RandomStream(3);
        var cell = Leak.Draw(random);
        ScoredFederation[] hidden = [.. cell.Select(federation => new ScoredFederation(
            federation.Federation, federation.Records, new double[federation.Records.Length], federation.Members))];
        var shrink = Shrink.OfMembership(One(cell), One(hidden), random);
        Assert.Multiple(() =>
        {
            Assert.That(shrink.Difference, Is.EqualTo(shrink.AdvantageWithout));
            Assert.That(shrink.Ratio, Is.EqualTo(new Rate(0, 0, 0)));
        });
    }

    [Test]
    public void Pairing_makes_the_interval_of_the_difference_narrower_than_that_of_either_arm()
    {
        // The defense lowers every score of a member by the same amount: what is left varies with the federation as before.
        var random = new RandomStream(4);
        var cell = new SimulatedCells(8, 200, 1.5, 0.8).Draw(random);
        ScoredFederation[] weaker = [.. cell.Select(federation => new ScoredFederation(
            federation.Federation,
            federation.Records,
            [.. federation.Scores.Select((score, r) => federation.Members[r] ? score - 0.3 : score)],
            federation.Members))];
        var shrink = Shrink.OfMembership(One(cell), One(weaker), random);
        var (paired, without) = (shrink.Difference, shrink.AdvantageWithout);
        Assert.That(paired.High - paired.Low, Is.LessThan(0.5 * (without.High - without.Low)));
    }

    [Test]
    public void Records_are_matched_by_their_numbers()
    {
        var random = new RandomStream(5);
        var cell = Leak.Draw(random);
        ScoredFederation[] reversed = [.. cell.Reverse().Select(federation => new ScoredFederation(
            federation.Federation,
            [.. federation.Records.Reverse()],
            [.. federation.Scores.Reverse()],
            [.. federation.Members.Reverse()]))];
        Assert.That(Shrink.OfMembership(One(cell), One(reversed), random).Difference, Is.EqualTo(new Rate(0, 0, 0)));
    }

    [Test]
    public void Arms_with_different_members_are_not_compared()
    {
        var cell = Leak.Draw(new RandomStream(6));
        ScoredFederation[] other = [.. cell.Select(federation => new ScoredFederation(
            federation.Federation, federation.Records, federation.Scores, [.. federation.Members.Select(member => !member)]))];
        Assert.That(
            () => Shrink.OfMembership(One(cell), One(other), new RandomStream(6)),
            Throws.ArgumentException.With.Message.EqualTo(
                "Federation 0, record 0: member is True in one cell and False in the other; the truth must be the same."));
    }

    [Test]
    public void Without_a_leak_to_begin_with_there_is_no_ratio_and_the_reason_says_so()
    {
        var random = new RandomStream(7);
        var cell = new SimulatedCells(8, 40, 0, 0).Draw(random);
        var shrink = Shrink.OfMembership(One(cell), One(cell), random);
        Assert.Multiple(() =>
        {
            Assert.That(shrink.Ratio, Is.Null);
            Assert.That(shrink.RatioReason, Does.EndWith("cannot be told from 0."));
        });
    }

    [Test]
    public void Source_advantage_shrinks_against_the_undefended_answers()
    {
        var shrink = Shrink.OfSource(
            One(AnsweredCells.Of(6, (_, source) => source)),
            One(AnsweredCells.Of(6, (record, source) => record % 2 == 0 ? source : source + 1)),
            new RandomStream(8));
        Assert.Multiple(() =>
        {
            Assert.That(shrink.AdvantageWithout.Value, Is.EqualTo(1));
            Assert.That(shrink.AdvantageWith.Value, Is.EqualTo(1.0 / 3).Within(1e-15));
            Assert.That(shrink.Difference.Value, Is.EqualTo(2.0 / 3).Within(1e-15));
            Assert.That(shrink.Ratio!.Value.Value, Is.EqualTo(1.0 / 3).Within(1e-15));
        });
    }

    [Test]
    public void No_more_than_all_of_an_advantage_is_taken_away()
    {
        // Under the defense the attack always names a wrong client, which is worse than guessing: its adversary guesses.
        var shrink = Shrink.OfSource(
            One(AnsweredCells.Of(6, (record, source) => record % 3 == 0 ? source : source + 1)),
            One(AnsweredCells.Of(6, (_, source) => source + 1)),
            new RandomStream(9),
            new(Scope: IntervalScope.TheseRecords));
        Assert.Multiple(() =>
        {
            Assert.That(shrink.AdvantageWith, Is.EqualTo(new Rate(0, 0, 0)));
            Assert.That(shrink.Ratio, Is.EqualTo(new Rate(0, 0, 0)));
            Assert.That(shrink.Difference, Is.EqualTo(shrink.AdvantageWithout));
        });
    }

    private static Dictionary<string, IReadOnlyList<T>> One<T>(T[] cell) => new() { ["attack"] = cell };
}
