using PrivacyBench.Measurement;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Tests.Verdicts.Gates;

internal sealed class GateTests
{
    private static readonly GateTerms Independent = new(ArePaired: false, SameMachine: true, Federations: 32, Confidence: 0.95);
    private static readonly GateTerms Paired = Independent with { ArePaired = true };

    [TestCase(0.20, 0.20, 0.02, "Holds", Description = "upper end 0.024 ≤ 0.05")]
    [TestCase(0.20, 0.22, 0.01, "Holds", Description = "worse, and by no more than is allowed")]
    [TestCase(0.20, 0.20, 0.10, "Inconclusive")]
    [TestCase(0.20, 0.40, 0.02, "Fails")]
    [TestCase(0.20, 0.05, 0.02, "Holds", Description = "better")]
    public void An_advantage_is_held_against_the_baselines(double before, double now, double half, string verdict) =>
        Assert.That(Judge(Advantage(before, half), Advantage(now, half), Independent).Verdict.ToString(), Is.EqualTo(verdict));

    [TestCase(0.05, "Fails")]
    [TestCase(0.30, "Holds")]
    [TestCase(null, "Holds")]
    public void Attacks_that_lose_power_without_a_defense_fail_where_that_is_watched(double? allowed, string verdict)
    {
        var (before, now) = (Advantage(0.40, 0.02) with { Defense = "none" }, Advantage(0.20, 0.02) with { Defense = "none" });
        var result = Gate.Compare([before], [now], new() { PowerLoss = allowed }, Independent).Single();
        Assert.That(result.Verdict.ToString(), Is.EqualTo(verdict), result.Evidence);
    }

    [Test]
    public void A_defense_that_takes_more_away_loses_no_power()
    {
        var (before, now) = (Advantage(0.40, 0.02) with { Defense = "local-dp" }, Advantage(0.20, 0.02) with { Defense = "local-dp" });
        Assert.That(Gate.Compare([before], [now], new() { PowerLoss = 0.05 }, Independent).Single().Verdict, Is.EqualTo(Verdict.Holds));
    }

    [TestCase(0.90, 0.90, 0.005, "Holds")]
    [TestCase(0.90, 0.85, 0.005, "Fails")]
    [TestCase(0.90, 0.95, 0.005, "Holds")]
    public void A_smaller_accuracy_is_worse(double before, double now, double half, string verdict) =>
        Assert.That(Judge(Accuracy(before, half), Accuracy(now, half), Independent).Verdict.ToString(), Is.EqualTo(verdict));

    [Test]
    public void The_same_run_again_holds_however_wide_its_intervals_are()
    {
        var value = Advantage(0.2, 0.3) with { ByFederation = [0.5, -0.1, 0.3, 0.1] };
        Assert.That(Judge(value, value, Paired), Has.Property("Verdict").EqualTo(Verdict.Holds).And.Property("IsBetter").False);
        Assert.That(Judge(value, value, Independent).Verdict, Is.EqualTo(Verdict.Inconclusive), "of another seed it would tell nothing");
    }

    [Test]
    public void Pairs_show_what_independent_runs_cannot()
    {
        double[] before = [.. Enumerable.Range(0, 32).Select(f => 0.2 + (0.3 * Math.Sin(f)))];
        double[] now = [.. before.Select((b, f) => b + 0.08 + (0.01 * Math.Cos(3 * f)))];
        Rate Of(double[] values) => Means.Over(values, 0.95);
        MeasuredValue Value(double[] values) => Advantage(Of(values).Value, Of(values).High - Of(values).Value) with { ByFederation = values };
        Assert.That(Judge(Value(before), Value(now), Paired).Verdict, Is.EqualTo(Verdict.Fails));
        Assert.That(Judge(Value(before), Value(now), Independent).Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    [Test]
    public void What_is_shown_to_be_better_is_told() => Assert.That(Judge(Advantage(0.4, 0.03), Advantage(0.1, 0.03), Independent).IsBetter);

    [Test]
    public void What_attacks_cannot_do_by_construction_is_not_gated_as_if_measured()
    {
        var built = Advantage(0, 0) with { Basis = Basis.ByConstruction };
        var same = Gate.Compare([built], [built], new(), Independent).Single();
        Assert.That((same.Verdict, same.IsBetter), Is.EqualTo((Verdict.Holds, false)));
        Assert.That(same.Evidence, Does.Contain("by construction").And.Not.Contain("0.000"));
        Assert.That(Gate.Compare([Advantage(0.3, 0.02)], [built], new(), Independent).Single().IsBetter, "attacks ran before");
        var opened = Gate.Compare([built], [Advantage(0.3, 0.02)], new(), Independent).Single();
        Assert.That((opened.Verdict, opened.Evidence), Is.EqualTo((Verdict.Fails, opened.Evidence)));
        Assert.That(opened.Evidence, Does.StartWith("no attack could run → 0.300"));
    }

    [Test]
    public void What_is_no_longer_measured_is_no_pass()
    {
        var gone = Gate.Compare([Advantage(0.2, 0.01)], [], new(), Independent).Single();
        Assert.That((gone.Verdict, gone.Now), Is.EqualTo((Verdict.Inconclusive, (MeasuredValue?)null)));
        Assert.That(Gate.Compare([Counted(WatchedMetric.Epsilon, 8)], [], new(), Independent).Single().Verdict, Is.EqualTo(Verdict.Fails), "a guarantee that is gone");
    }

    [TestCase(WatchedMetric.UploadBytes, 100, 105, "Holds")]
    [TestCase(WatchedMetric.UploadBytes, 100, 106, "Fails")]
    [TestCase(WatchedMetric.UploadBytes, 0, 1, "Fails")]
    [TestCase(WatchedMetric.ClientTime, 1, 2, "Holds")]
    [TestCase(WatchedMetric.ClientTime, 1, 2.1, "Fails")]
    [TestCase(WatchedMetric.Epsilon, 8, 8.001, "Holds")]
    [TestCase(WatchedMetric.Epsilon, 8, 8.1, "Fails")]
    public void Counted_numbers_are_compared_as_ratios(WatchedMetric metric, double before, double now, string verdict) =>
        Assert.That(Judge(Counted(metric, before), Counted(metric, now), Independent).Verdict.ToString(), Is.EqualTo(verdict));

    [Test]
    public void Seconds_of_another_machine_are_not_compared()
    {
        var result = Judge(Counted(WatchedMetric.ServerTime, 1), Counted(WatchedMetric.ServerTime, 100), Independent with { SameMachine = false });
        Assert.That(result, Has.Property("Verdict").EqualTo(Verdict.Holds).And.Property("Evidence").Contains("another machine"));
    }

    [Test]
    public void A_busy_machine_slows_the_yardstick_too()
    {
        var results = SampleResults.Of();
        Rate Times(double factor, Rate seconds) => new(factor * seconds.Value, factor * seconds.Low, factor * seconds.High);
        DefenseResult Slowed(DefenseResult d, double sum, double protocol) => d with
        {
            Cost = d.Cost with
            {
                TrainingSeconds = Times(sum, d.Cost.TrainingSeconds),
                ClientSeconds = Times(protocol, d.Cost.ClientSeconds),
                ServerSeconds = Times(protocol, d.Cost.ServerSeconds),
                Plain = new(Times(sum, d.Cost.Plain!.Client), Times(sum, d.Cost.Plain.Server)),
            },
        };
        IReadOnlyList<MeasuredValue> Values(double sum, double protocol) =>
            [.. MeasuredValues.Of([], [.. results.Defenses.Select(d => Slowed(d, sum, protocol))]).Where(v => v.Metric is WatchedMetric.ClientTime or WatchedMetric.ServerTime or WatchedMetric.TrainingTime)];

        Assert.That(Gate.Compare(Values(1, 1), Values(10, 10), new(), Independent).Select(r => r.Verdict), Is.Not.Empty.And.All.EqualTo(Verdict.Holds));
        Assert.That(Gate.Compare(Values(1, 1), Values(1, 10), new(), Independent).Select(r => r.Verdict), Has.Some.EqualTo(Verdict.Fails));
    }

    [Test]
    public void A_time_fails_by_its_whole_interval() =>
        Assert.That(
            new[] { 0.5, 0.1 }.Select(half => Judge(Value(WatchedMetric.ClientTime, 1, 0), Value(WatchedMetric.ClientTime, 2.3, half), Independent).Verdict),
            Is.EqualTo(new[] { Verdict.Holds, Verdict.Fails }));

    [Test]
    public void Many_numbers_share_one_level()
    {
        // One of 40 numbers is worse with a chance of about 0.01: shown alone, not shown among so many.
        var before = Enumerable.Range(0, 40).Select(i => Advantage(0.2, 0.05) with { Position = $"position {i}" }).ToList();
        var now = before.Select((b, i) => i == 7 ? b with { Value = 0.29, Low = 0.24, High = 0.34 } : b).ToList();
        Assert.That(Judge(before[7], now[7], Independent).Verdict, Is.EqualTo(Verdict.Fails));
        Assert.That(Gate.Compare(before, now, new(), Independent)[7].Verdict, Is.EqualTo(Verdict.Inconclusive));
    }

    private static GateResult Judge(MeasuredValue before, MeasuredValue now, GateTerms terms) => Gate.Compare([before], [now], new(), terms).Single();

    private static MeasuredValue Advantage(double value, double half) => Value(WatchedMetric.Advantage, value, half) with { Position = "server", Goal = Goal.Membership };

    private static MeasuredValue Accuracy(double value, double half) => Value(WatchedMetric.TestAccuracy, value, half);

    private static MeasuredValue Counted(WatchedMetric metric, double value) => Value(metric, value, 0);

    private static MeasuredValue Value(WatchedMetric metric, double value, double half) => new()
    {
        Partition = "iid",
        Defense = "none",
        Metric = metric,
        Value = value,
        Low = value - half,
        High = value + half,
    };
}
