using System.Security.Cryptography;
using System.Text;
using PrivacyBench.Federation.Partitions;

namespace PrivacyBench.Tests.Federation;

internal sealed class PartitionTests
{
    private static readonly Partition[] Even =
    [
        new Iid(), new Dirichlet { Alpha = 0.1 }, new Dirichlet { Alpha = 0.001 }, new Dirichlet { Alpha = 100 },
        new Shards(), new Shards { PerClient = 1 }, new Pathological { Classes = 2 }, new Pathological { Classes = 10 },
    ];

    private static readonly Partition[] All =
    [
        .. Even, new Pathological { Classes = 1 }, new Pathological { Classes = 3 }, new Pathological { Classes = 99 }, new Shards { PerClient = 3 },
        new QuantityLogNormal { Sigma = 1 }, new QuantityLogNormal { Sigma = 5 },
        new QuantityDirichlet { Alpha = 0.05 }, new QuantityDirichlet { Alpha = 10 },
        new Natural(), new FeatureNoise { Variance = 1 }, new FeatureRotation { Degrees = 90 },
    ];

    [Test]
    public void Every_record_goes_to_one_client([ValueSource(nameof(All))] Partition partition, [Values(4, 7, 10, 25)] int clients)
    {
        var shares = partition.Assign(Records(clients * 37, clients, 37), new RandomStream(1));

        Assert.That(shares, Has.Length.EqualTo(clients));
        Assert.That(shares.SelectMany(of => of).Order(), Is.EqualTo(Enumerable.Range(0, clients * 37)));
        Assert.That(shares, Is.All.Ordered);
    }

    [Test]
    public void A_listed_partition_is_tested() => Assert.That(
        PartitionCatalogue.Partitions.Entries.Values.Select(e => e.Type), Is.EquivalentTo(All.Select(p => p.GetType()).Distinct()));

    [TestCase(1, 10)]
    [TestCase(2, 10)]
    [TestCase(3, 10)]
    [TestCase(10, 10)]
    [TestCase(2, 7)]
    [TestCase(4, 25)]
    public void Pathological_clients_hold_that_many_labels_and_labels_have_as_many_holders(int classes, int clients)
    {
        var shares = new Pathological { Classes = classes }.Assign(Records(clients * 40, clients, 40), new RandomStream(5));
        var labels = shares.Select(of => of.Select(i => i % 10).ToHashSet()).ToArray();
        var holders = Enumerable.Range(0, 10).Select(label => labels.Count(of => of.Contains(label))).ToArray();

        Assert.That(labels.Select(of => of.Count), Is.All.EqualTo(classes));
        Assert.That(holders.Max() - holders.Min(), Is.LessThanOrEqualTo(1));
    }

    [Test]
    public void Labels_that_outnumber_the_places_are_dealt_all_the_same()
    {
        var shares = new Pathological { Classes = 1 }.Assign(Records(120, 3, 40), new RandomStream(5));

        Assert.That(shares.Select(of => of.Select(i => i % 10).Distinct().Count()), Is.All.InRange(3, 4));
    }

    [Test]
    public void Label_counts_of_clients_that_are_alike_are_hypergeometric()
    {
        // 40 of 400 records, a tenth of them of the label: mean 4, variance 40·(1/10)(9/10)·360/399.
        var counts = Enumerable.Range(0, 2000)
            .Select(draw => new Iid().Assign(Records(400, 10, 40), new RandomStream(7).Named("draw", draw))[3].Count(i => i % 10 == 0)).ToArray();
        var variance = 3.6 * 360 / 399;

        Assert.That(counts.Average(), Is.EqualTo(4).Within(5 * Math.Sqrt(variance / 2000)));
        Assert.That(counts.Average(c => (c - 4.0) * (c - 4.0)), Is.EqualTo(variance).Within(0.15 * variance));
    }

    [Test]
    public void Shards_hold_neighbours_in_the_order_of_labels()
    {
        // 400 records of ten labels in twenty shards of twenty: a shard has one label, a client at most two.
        var shares = new Shards().Assign(Records(400, 10, 40), new RandomStream(6));

        Assert.That(shares.Select(of => of.Select(i => i % 10).Distinct().Count()), Is.All.InRange(1, 2));
        Assert.That(shares.SelectMany(of => of.GroupBy(i => i % 10)).Select(of => of.Count() % 20), Is.All.Zero);
    }

    [Test]
    public void Log_normal_sizes_spread_as_their_logarithms_should()
    {
        // Many records, so that rounding and the one record for each client do not matter: ln size − mean ln size has deviation σ.
        var logs = Enumerable.Range(0, 200).SelectMany(draw =>
        {
            var shares = new QuantityLogNormal { Sigma = 0.5 }.Assign(Records(20_000, 10, 2000), new RandomStream(4).Named("draw", draw));
            var sizes = shares.Select(of => Math.Log(of.Length)).ToArray();
            return sizes.Select(size => size - sizes.Average());
        }).ToArray();

        // The square of the deviation from the mean of ten, over nine tenths, has mean σ²; its relative error over 200 draws is 3%.
        Assert.That(logs.Average(l => l * l) / 0.9, Is.EqualTo(0.25).Within(0.03));
    }

    [TestCase(0.5)]
    [TestCase(5)]
    public void Dirichlet_sizes_have_the_variance_of_the_distribution(double alpha)
    {
        var shares = Enumerable.Range(0, 1000).Select(draw =>
            new QuantityDirichlet { Alpha = alpha }.Assign(Records(4000, 4, 1000), new RandomStream(4).Named("draw", draw))[0].Length / 4000.0).ToArray();
        var variance = shares.Average(s => (s - 0.25) * (s - 0.25));
        var expected = 0.25 * 0.75 / ((4 * alpha) + 1);

        Assert.That(shares.Average(), Is.EqualTo(0.25).Within(4 * Math.Sqrt(expected / 1000)));
        Assert.That(variance, Is.EqualTo(expected).Within(0.15 * expected));
    }

    [TestCaseSource(nameof(Even))]
    public void Each_client_gets_its_number_of_records_and_no_record_goes_twice(Partition partition)
    {
        var shares = partition.Assign(Records(400, 10, 40), new RandomStream(1));

        Assert.That(shares.Select(of => of.Length), Is.All.EqualTo(40));
        Assert.That(shares.SelectMany(of => of).Distinct().Count(), Is.EqualTo(400));
    }

    [TestCase(0.1)]
    [TestCase(1)]
    [TestCase(10)]
    public void Dirichlet_label_counts_have_the_mean_and_variance_of_the_distribution(double alpha)
    {
        // Four balanced labels and far more records than are taken: no label runs out, so the counts of a client's 20 records are
        // Dirichlet-multinomial with concentration α a label: mean n/4, variance n·(1/4)(3/4)·(n + 4α)/(1 + 4α).
        const int Taken = 20;
        var records = new RecordsToShare([.. Enumerable.Range(0, 4000).Select(i => i % 4)], null, 2, Taken);
        var counts = Enumerable.Range(0, 1000)
            .Select(draw => new Dirichlet { Alpha = alpha }.Assign(records, new RandomStream(1).Named("draw", draw))[0].Count(i => i % 4 == 0))
            .ToArray();
        var mean = counts.Average();
        var variance = counts.Average(c => (c - mean) * (c - mean));
        var expected = Taken * 0.1875 * (Taken + (4 * alpha)) / (1 + (4 * alpha));

        Assert.That(mean, Is.EqualTo(Taken / 4.0).Within(4 * Math.Sqrt(expected / 1000)));
        Assert.That(variance, Is.EqualTo(expected).Within(0.15 * expected));
    }

    [Test]
    public void A_smaller_alpha_gives_more_skew()
    {
        double Skew(double alpha) => new Dirichlet { Alpha = alpha }.Assign(Records(1000, 10, 40), new RandomStream(2))
            .Average(of => of.CountBy(i => i % 10).Max(c => c.Value) / 40.0);

        Assert.That(Skew(0.1), Is.GreaterThan(Skew(1) + 0.1));
        Assert.That(Skew(1), Is.GreaterThan(Skew(100) + 0.05));
    }

    [Test]
    public void A_seed_gives_the_same_partition_on_every_machine()
    {
        var shares = new Dirichlet { Alpha = 0.5 }.Assign(Records(400, 10, 40), new RandomStream(3));
        var text = string.Join(';', shares.Select(of => string.Join(',', of)));

        Assert.That(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..16], Is.EqualTo("f4ee8bad2b2b6bfe"));
    }

    private static RecordsToShare Records(int count, int clients, int each) => new(
        [.. Enumerable.Range(0, count).Select(i => i % 10)], [.. Enumerable.Range(0, count).Select(i => i % clients)], clients, each);
}
