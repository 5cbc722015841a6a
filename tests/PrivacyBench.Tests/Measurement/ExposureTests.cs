using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ExposureTests
{
    [Test]
    public void A_record_that_leaks_is_named_first_and_stands_out()
    {
        var exposure = Of(1, 32, (record, _) => record == 7 ? 8 : 0);
        Assert.Multiple(() =>
        {
            Assert.That(exposure.Records[0].Record, Is.EqualTo(7));
            Assert.That(exposure.Records[0].Label, Is.EqualTo("class 1"));
            Assert.That(exposure.Records[0].Client, Is.EqualTo(1), "7 modulo 3");
            Assert.That(exposure.Records[0].Auc, Is.GreaterThan(0.9));
            Assert.That(exposure.Records[0].Members + exposure.Records[0].NonMembers, Is.EqualTo(32));
            Assert.That(exposure.Significant, Is.EqualTo(1));
            Assert.That(exposure.Records, Has.Count.EqualTo(Exposure.Named));
            Assert.That(exposure.Usual, Is.EqualTo(0.5).Within(0.05));
            Assert.That(exposure.Reason, Is.Null);
        });
    }

    [Test]
    public void Records_that_are_chosen_and_then_checked_owe_nothing_to_luck()
    {
        var exposures = Enumerable.Range(0, 60).Select(seed => Of(seed, 16, (_, _) => 0)).ToArray();
        var leaking = Of(1, 32, (record, _) => record < 10 ? 2 : 0);

        Assert.That(exposures.Average(e => e.Records.Average(record => record.Auc)), Is.GreaterThan(0.7), "by luck alone");
        Assert.That(exposures.Count(e => e.HeldOut!.Value.Covers(0.5)), Is.GreaterThan(51));
        Assert.That(exposures.Count(e => e.Significant > 0), Is.LessThan(9));
        Assert.That(leaking.HeldOut!.Value.Low, Is.GreaterThan(0.6));
    }

    [Test]
    public void Too_few_federations_cannot_single_out_a_record_and_it_is_said()
    {
        var exposure = Of(1, 6, (record, _) => record == 7 ? 100 : 0);

        Assert.That(exposure.Significant, Is.Zero);
        Assert.That(exposure.Reason, Does.StartWith("6 federations cannot single out one of "));
    }

    [Test]
    public void The_area_of_a_record_counts_pairs_of_federations()
    {
        // Record 0 ranks 3rd, 1st, 2nd and 2nd of three; it is a member of the first two.
        ScoredFederation[] cell =
        [
            new(0, [0, 1, 2], [3, 2, 1], [true, false, false]), new(1, [0, 1, 2], [1, 2, 3], [true, false, false]),
            new(2, [0, 1, 2], [20, 10, 30], [false, true, false]), new(3, [0, 1, 2], [2, 1, 3], [false, true, false]),
        ];
        var areas = RecordAreas.Of(cell);

        Assert.That(areas.Area(0), Is.EqualTo(0.5), "above both once, below both once");
        Assert.That(areas.LeastPValue(0), Is.EqualTo(1 / 6.0).Within(1e-12));
        Assert.That(areas.Measured, Is.EqualTo([0, 1]), "record 2 is nobody's");
    }

    [Test]
    public void A_client_whose_records_leak_is_named_first_and_spreads_the_clients()
    {
        var unequal = Of(1, 16, (_, client) => client == 2 ? 4 : 0);
        var alike = Enumerable.Range(0, 40).Select(seed => Of(seed, 16, (_, _) => 1)).ToArray();

        Assert.That(unequal.Clients[0].Client, Is.EqualTo(2));
        Assert.That(unequal.Clients[0].Tpr.Low, Is.GreaterThan(unequal.Clients[1].Tpr.High));
        Assert.That(unequal.ClientSpread!.Value.Low, Is.GreaterThan(0.1));
        Assert.That(alike.Count(e => e.ClientSpread!.Value.Low > 0), Is.LessThan(5));
    }

    /// <summary>Scores N(0, 1), those of members raised by what a record and its client leak; 60 records, half of them members, 5 clients.</summary>
    private static Exposure Of(int seed, int federations, Func<int, int, double> leak)
    {
        var random = new RandomStream(seed);
        var cell = Enumerable.Range(0, federations).Select(f =>
        {
            var stream = random.Named("federation", f);
            var order = stream.Permutation(60);
            bool[] members = [.. order.Select(place => place < 30)];
            int[] clients = [.. order.Select(place => place % 5)];
            return new ScoredFederation(
                f,
                [.. Enumerable.Range(0, 60)],
                [.. members.Select((member, r) => Normal.Sample(stream, 0, 1) + (member ? leak(r, clients[r]) : 0))],
                members,
                clients);
        }).ToArray();
        return Exposure.Of("attack", cell, record => new($"class {record % 2}", record % 3), random.Named("exposure"));
    }
}
