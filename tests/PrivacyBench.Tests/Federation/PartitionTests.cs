using System.Security.Cryptography;
using System.Text;
using PrivacyBench.Federation.Partitions;

namespace PrivacyBench.Tests.Federation;

internal sealed class PartitionTests
{
    private static readonly Partition[] All = [new Iid(), new Dirichlet { Alpha = 0.1 }, new Dirichlet { Alpha = 0.001 }, new Dirichlet { Alpha = 100 }];

    [TestCaseSource(nameof(All))]
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

    private static RecordsToShare Records(int count, int clients, int each) => new([.. Enumerable.Range(0, count).Select(i => i % 10)], null, clients, each);
}
