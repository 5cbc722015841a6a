using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

/// <summary>
/// Intervals that speak of new records, in simulated evaluations whose truth is known: every federation draws its members from one list of
/// candidates, of which a tenth leak much and the others nothing.
/// </summary>
internal sealed class CrossedIntervalTests
{
    private const int Candidates = 80;

    [TestCase(8)]
    [TestCase(16)]
    [TestCase(64)]
    [Category("Slow")]
    public void Intervals_about_new_records_cover_the_truth_over_lists_of_candidates(int federations)
    {
        var (crossed, alone) = Covered(federations, leak: 3, Of: measures => measures.Advantage);
        TestContext.Out.WriteLine($"{federations} federations: advantage about new records {crossed:0.000}, about these {alone:0.000}");
        Assert.That(crossed, Is.GreaterThan(0.93));
        Assert.That(alone, Is.LessThan(crossed));
    }

    [TestCase(8)]
    [TestCase(32)]
    [Category("Slow")]
    public void The_area_is_covered_likewise(int federations)
    {
        var (crossed, alone) = Covered(federations, leak: 3, Of: measures => measures.Auc);
        TestContext.Out.WriteLine($"{federations} federations: area about new records {crossed:0.000}, about these {alone:0.000}");
        Assert.That(crossed, Is.GreaterThan(0.93));
    }

    [TestCase(8)]
    [TestCase(32)]
    [Category("Slow")]
    public void Without_a_leak_intervals_about_new_records_are_hardly_wider(int federations)
    {
        var (crossed, alone) = (Simulated(federations, 0, IntervalScope.NewRecords, 150), Simulated(federations, 0, IntervalScope.TheseRecords, 150));
        var wider = crossed.Zip(alone, (c, a) => (c.Advantage.High - c.Advantage.Low) / (a.Advantage.High - a.Advantage.Low)).Average();
        TestContext.Out.WriteLine($"{federations} federations: {wider:0.00} times as wide, above 0 in {crossed.Count(m => m.Advantage.Above(0))} of 150");
        Assert.That(wider, Is.LessThan(1.2));
        // Of 150 intervals four lie above 0 on average, and 12 or more in one case of a thousand.
        Assert.That(crossed.Count(measures => measures.Advantage.Above(0)), Is.LessThan(12));
    }

    private static (double Crossed, double Alone) Covered(int federations, double leak, Func<MembershipMeasures, Rate> Of)
    {
        const int Evaluations = 300;
        var crossed = Simulated(federations, leak, IntervalScope.NewRecords, Evaluations);
        var alone = Simulated(federations, leak, IntervalScope.TheseRecords, Evaluations);
        var truth = crossed.Average(measures => Of(measures).Value);
        return (crossed.Count(m => Of(m).Covers(truth)) / (double)Evaluations, alone.Count(m => Of(m).Covers(truth)) / (double)Evaluations);
    }

    private static MembershipMeasures[] Simulated(int federations, double leak, IntervalScope scope, int evaluations) =>
    [
        .. Enumerable.Range(1, evaluations).AsParallel().AsOrdered().Select(seed => MembershipMeasures.Of(
            Evaluation(federations, leak, new RandomStream(seed)), new RandomStream(seed), new Intervals(0.95, 300, scope))),
    ];

    private static ScoredFederation[] Evaluation(int federations, double leak, RandomStream random)
    {
        var records = random.Named("records");
        double[] shows = [.. Enumerable.Range(0, Candidates).Select(_ => records.Uniform() < 0.1 ? leak : 0)];
        double[] ease = [.. Enumerable.Range(0, Candidates).Select(_ => Normal.Sample(records, 0, 1))];
        return
        [
            .. Enumerable.Range(0, federations).Select(f =>
            {
                var own = random.Named("federation", f);
                var order = own.Permutation(Candidates);
                bool[] members = [.. order.Select(place => place < Candidates / 2)];
                var shared = Normal.Sample(own, 0, 0.3);
                double[] scores = [.. members.Select((isMember, i) => ease[i] + shared + (isMember ? shows[i] : 0) + Normal.Sample(own, 0, 1))];
                return new ScoredFederation(f, [.. Enumerable.Range(0, Candidates)], scores, members);
            }),
        ];
    }
}
