using CsCheck;
using PrivacyBench.Data;

namespace PrivacyBench.Tests.Data;

internal sealed class RecordSplitTests
{
    private static readonly Gen<(int Members, int Spare, long Seed)> Sizes = Gen.Select(Gen.Int[1, 60], Gen.Int[0, 50], Gen.Long);

    [Test]
    public void Every_record_is_in_exactly_one_of_the_three_sets() => Sizes.Sample((members, spare, seed) =>
    {
        var records = (2 * members) + RecordSplit.FewestOthers + spare;
        var split = RecordSplit.Draw(One(records, members), new RandomStream(seed));
        Assert.That(
            split.Candidates.Concat(split.Population).Concat(split.HeldOut).Order(), Is.EqualTo(Enumerable.Range(0, records)));
    });

    [Test]
    public void Public_records_are_taken_from_those_that_nobody_trains_on()
    {
        var split = RecordSplit.Draw(One(200, 50), new RandomStream(1));
        var shared = split.WithPublic(30, new RandomStream(2));

        Assert.That((shared.Public.Count, shared.Candidates), Is.EqualTo((30, split.Candidates)));
        Assert.That(shared.Public.Concat(shared.Population).Concat(shared.HeldOut), Is.EquivalentTo(split.Population.Concat(split.HeldOut)));
        Assert.That(() => split.WithPublic(61, new RandomStream(2)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Twice_the_members_are_candidates_and_the_rest_is_halved() => Sizes.Sample((members, spare, seed) =>
    {
        var others = RecordSplit.FewestOthers + spare;
        var split = RecordSplit.Draw(One((2 * members) + others, members), new RandomStream(seed));
        Assert.That(
            (split.Candidates.Count, split.Population.Count, split.HeldOut.Count),
            Is.EqualTo((2 * members, others - (others / 2), others / 2)));
    });

    [Test]
    public void The_seed_decides_the_split()
    {
        var group = One(200, 50);
        var split = RecordSplit.Draw(group, new RandomStream(1));
        Assert.That(RecordSplit.Draw(group, new RandomStream(1)).Candidates, Is.EqualTo(split.Candidates));
        Assert.That(RecordSplit.Draw(group, new RandomStream(2)).Candidates, Is.Not.EqualTo(split.Candidates));
    }

    [Test]
    public void Each_record_becomes_a_candidate_as_often_as_any_other()
    {
        var group = One(60, 10);
        var times = new int[60];
        foreach (var candidate in Enumerable.Range(0, 900).SelectMany(seed => RecordSplit.Draw(group, new RandomStream(seed)).Candidates))
        {
            times[candidate]++;
        }

        // Binomial(900, 1/3): mean 300, deviation 14.1; five deviations for 60 records.
        Assert.That(times, Is.All.InRange(230, 370));
    }

    [TestCase(60, 11)]
    [TestCase(60, 0)]
    [TestCase(60, -1)]
    [TestCase(2_000, int.MaxValue)]
    public void A_split_that_the_data_cannot_give_is_refused(int records, int members) => Assert.That(
        () => RecordSplit.Draw(One(records, members), new RandomStream(1)), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    public void Each_group_gives_its_own_number_of_members_and_the_other_half_of_its_candidates_are_non_members()
    {
        RecordGroup[] groups = [new([.. Enumerable.Range(0, 30)], 10), new([.. Enumerable.Range(50, 80)], 25)];
        var split = RecordSplit.Draw(groups, new RandomStream(1));
        Assert.That(split.Groups.Select(of => of.Count), Is.EqualTo([20, 50]));
        Assert.That(split.Population.Concat(split.HeldOut).Concat(split.Candidates).Order(), Is.EqualTo(groups.SelectMany(of => of.Records)));
        var draws = Enumerable.Range(0, 200).Select(f => split.DrawMembers(new RandomStream(2).Named("federation", f))).ToArray();
        Assert.That(draws.Select(of => (of.Count(i => i < 50), of.Length)), Is.All.EqualTo((10, 35)));
        // Binomial(200, 1/2): mean 100, deviation 7.1; five deviations.
        Assert.That(split.Candidates.Select(i => draws.Count(of => of.Contains(i))), Is.All.InRange(64, 136));
    }

    [Test]
    public void Groups_that_leave_too_few_records_over_are_refused() => Assert.That(
        () => RecordSplit.Draw([new([.. Enumerable.Range(0, 50)], 10), new([.. Enumerable.Range(50, 19)], 5)], new RandomStream(1)),
        Throws.TypeOf<ArgumentOutOfRangeException>());

    private static RecordGroup[] One(int records, int members) => [new([.. Enumerable.Range(0, records)], members)];
}
