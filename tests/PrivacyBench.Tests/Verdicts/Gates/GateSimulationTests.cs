using MathNet.Numerics.Distributions;
using PrivacyBench.Measurement;
using PrivacyBench.Tests.Measurement;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Tests.Verdicts.Gates;

/// <summary>Gates of simulated evaluations whose truth is known: six cells of 16 federations, measured with the harness's own intervals.</summary>
internal sealed class GateSimulationTests
{
    private const int Federations = 16;
    private const int Reruns = 1000;
    private const int Cells = 6;
    private static readonly Intervals Quick = new(Draws: 300);

    // Nothing is let pass, so that every false alarm counts.
    private static readonly GateLimits Strict = new() { Advantage = 0, Level = 0.05 };

    [Test]
    [Category("Slow")]
    public void A_rerun_without_any_change_is_called_worse_no_more_often_than_the_level_says()
    {
        var alarms = Enumerable.Range(0, Reruns).Count(rerun =>
        {
            var random = new RandomStream(21).Named("rerun", rerun);
            return Fails(Evaluation(random.Named("baseline"), 0.4), Evaluation(random.Named("now"), 0.4), Strict, paired: false);
        });
        TestContext.Out.WriteLine($"{alarms} false alarms in {Reruns} reruns");
        // 50 are expected at most; 71 would come up once in a thousand.
        Assert.That(alarms, Is.LessThanOrEqualTo(70));
        Assert.That(alarms, Is.GreaterThanOrEqualTo(5), "a gate that never sounds would have no power either");
    }

    [Test]
    [Category("Slow")]
    public void A_paired_rerun_whose_code_changed_without_effect_is_called_worse_no_more_often_either()
    {
        var alarms = Enumerable.Range(0, Reruns).Count(rerun =>
        {
            var random = new RandomStream(22).Named("rerun", rerun);
            var (before, now) = (new List<MeasuredValue>(), new List<MeasuredValue>());
            for (var c = 0; c < Cells; c++)
            {
                // The same federations and records: a change of the code moves every score a little, and no membership.
                var stream = random.Named("cell", c);
                var truth = Cell(stream, 0.4);
                before.Add(Measured(c, Jolted(truth, stream.Named("before")), stream));
                now.Add(Measured(c, Jolted(truth, stream.Named("now")), stream));
            }

            return Fails(before, now, Strict, paired: true);
        });
        TestContext.Out.WriteLine($"{alarms} false alarms in {Reruns} paired reruns");
        Assert.That(alarms, Is.InRange(5, 70));
    }

    [Test]
    public void A_planted_regression_is_found()
    {
        const int runs = 100;
        // One cell of six leaks more: members' scores shift by 1.2 instead of 0.4, an advantage of about 0.45 instead of 0.16.
        var found = Enumerable.Range(0, runs).Count(run =>
        {
            var random = new RandomStream(23).Named("run", run);
            return Fails(Evaluation(random.Named("baseline"), 0.4), Evaluation(random.Named("now"), 0.4, planted: 1.2), new(), paired: false);
        });
        TestContext.Out.WriteLine($"found in {found} of {runs}");
        Assert.That(found, Is.GreaterThanOrEqualTo(80));
    }

    [Test]
    public void Pairs_find_a_regression_that_independent_runs_miss()
    {
        const int runs = 200;
        int paired = 0, independent = 0;
        for (var run = 0; run < runs; run++)
        {
            var random = new RandomStream(24).Named("run", run);
            var before = Shares(random.Named("federations"), 0.2);
            var now = before.Select((cell, c) => Moved(cell, random, c == 0 ? 0.08 : 0, 0.03)).ToArray();
            paired += Fails(Values(before), Values(now), new(), paired: true) ? 1 : 0;
            independent += Fails(Values(before), Values(now), new(), paired: false) ? 1 : 0;
        }

        TestContext.Out.WriteLine($"paired {paired}, independent {independent} of {runs}");
        Assert.That(paired, Is.GreaterThanOrEqualTo(0.95 * runs));
        Assert.That(independent, Is.LessThan(0.2 * runs));
    }

    private static bool Fails(IReadOnlyList<MeasuredValue> baseline, IReadOnlyList<MeasuredValue> now, GateLimits limits, bool paired) =>
        Gate.Compare(baseline, now, limits, new(paired, true, Federations, 0.95)).Any(r => r.Verdict == Verdict.Fails);

    private static IReadOnlyList<MeasuredValue> Evaluation(RandomStream random, double shift, double? planted = null) =>
        [.. Enumerable.Range(0, Cells).Select(c => Measured(c, Cell(random.Named("cell", c), c == 0 ? planted ?? shift : shift), random.Named("cell", c)))];

    private static ScoredFederation[] Cell(RandomStream random, double shift) =>
        new SimulatedCells(Federations, RecordsPerSide: 30, shift, Spread: 0.2).Draw(random);

    private static ScoredFederation[] Jolted(ScoredFederation[] cell, RandomStream random) =>
        [.. cell.Select(f => new ScoredFederation(f.Federation, f.Records, [.. f.Scores.Select(s => s + Normal.Sample(random, 0, 0.2))], f.Members))];

    private static MeasuredValue Measured(int cell, ScoredFederation[] scored, RandomStream random)
    {
        var attacks = new Dictionary<string, IReadOnlyList<ScoredFederation>> { ["attack"] = scored };
        var strongest = StrongestAttack.OfMembership(attacks, random, Quick);
        return Value(cell, strongest.Advantage!.Value) with { ByFederation = strongest.ByFederation };
    }

    /// <summary>Each federation's advantage in each cell: they differ much more between federations than a change of the code moves them.</summary>
    private static double[][] Shares(RandomStream random, double mean) =>
        [.. Enumerable.Range(0, Cells).Select(_ => Enumerable.Range(0, Federations).Select(_ => Normal.Sample(random, mean, 0.15)).ToArray())];

    private static double[] Moved(double[] shares, RandomStream random, double by, double deviation) =>
        [.. shares.Select(share => share + Normal.Sample(random, by, deviation))];

    private static IReadOnlyList<MeasuredValue> Values(double[][] shares) =>
        [.. shares.Select((cell, c) => Value(c, Means.Over(cell, 0.95)) with { ByFederation = cell })];

    private static MeasuredValue Value(int cell, Rate rate) => new()
    {
        Partition = "iid",
        Defense = "none",
        Position = $"position {cell}",
        Goal = Goal.Membership,
        Metric = WatchedMetric.Advantage,
        Value = rate.Value,
        Low = rate.Low,
        High = rate.High,
    };
}
