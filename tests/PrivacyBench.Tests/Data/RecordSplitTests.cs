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
        var split = RecordSplit.Draw(Of(records), members, new RandomStream(seed));
        Assert.That(
            split.Candidates.Concat(split.Population).Concat(split.HeldOut).Order(), Is.EqualTo(Enumerable.Range(0, records)));
    });

    [Test]
    public void Twice_the_members_are_candidates_and_the_rest_is_halved() => Sizes.Sample((members, spare, seed) =>
    {
        var others = RecordSplit.FewestOthers + spare;
        var split = RecordSplit.Draw(Of((2 * members) + others), members, new RandomStream(seed));
        Assert.That(
            (split.Candidates.Count, split.Population.Count, split.HeldOut.Count),
            Is.EqualTo((2 * members, others - (others / 2), others / 2)));
    });

    [Test]
    public void The_seed_decides_the_split()
    {
        var data = Of(200);
        var split = RecordSplit.Draw(data, 50, new RandomStream(1));
        Assert.That(RecordSplit.Draw(data, 50, new RandomStream(1)).Candidates, Is.EqualTo(split.Candidates));
        Assert.That(RecordSplit.Draw(data, 50, new RandomStream(2)).Candidates, Is.Not.EqualTo(split.Candidates));
    }

    [Test]
    public void Each_record_becomes_a_candidate_as_often_as_any_other()
    {
        var data = Of(60);
        var times = new int[60];
        foreach (var candidate in Enumerable.Range(0, 900).SelectMany(seed => RecordSplit.Draw(data, 10, new RandomStream(seed)).Candidates))
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
        () => RecordSplit.Draw(Of(records), members, new RandomStream(1)), Throws.TypeOf<ArgumentOutOfRangeException>());

    private static Dataset Of(int records) =>
        new("made up", [.. Enumerable.Range(0, records).Select(r => (float)r)], 1, new int[records], ["only"], null, "none");
}
