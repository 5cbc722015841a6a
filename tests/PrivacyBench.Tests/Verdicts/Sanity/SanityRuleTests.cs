using PrivacyBench.Measurement;
using PrivacyBench.Tests.Measurement;
using PrivacyBench.Tests.Reports;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Sanity;

namespace PrivacyBench.Tests.Verdicts.Sanity;

internal sealed class SanityRuleTests
{
    [Test]
    public void A_sum_that_changes_what_the_outside_learns_is_an_error_of_the_harness()
    {
        Assert.That(new SumUnchanged().Check(Evidence(SampleResults.Masks)).Select(r => r.Verdict), Is.All.EqualTo(Verdict.Holds));
        // Noise does shrink the outside's advantage, by 0.11 ± 0.05: called a mere sum, it is found out.
        Assert.That(new SumUnchanged().Check(Evidence(SampleResults.LocalDp)).Select(r => r.Verdict), Has.Some.EqualTo(Verdict.Fails));
    }

    [Test]
    public void A_sum_of_values_that_were_cut_off_is_not_that_of_the_updates()
    {
        var evidence = Evidence();
        var cut = evidence with { Defenses = [.. evidence.Defenses.Select(d => d.Defense == SampleResults.Masks ? d with { CutOff = new(0.125, 0.31, 0.01) } : d)] };
        var results = new SumUnchanged().Check(cut).ToList();

        Assert.That(results.Select(r => r.Verdict), Is.EqualTo(new[] { Verdict.Fails, Verdict.Fails }), "in each of two partitions");
        Assert.That(results[0].Evidence, Does.Contain("12.5% of the values were cut off at the bound 0.01, the largest of 0.31"));
    }

    [Test]
    public void Defenses_that_do_more_than_sum_are_not_asked() => Assert.That(new SumUnchanged().Check(Evidence()), Is.Empty);

    [Test]
    public void Leaks_without_defense_are_shown_place_by_place()
    {
        var results = new LeakShown().Check(Evidence()).ToDictionary(r => r.Place);
        Assert.That(results["iid, server, source"].Verdict, Is.EqualTo(Verdict.Holds));
        Assert.That(results["iid, client, membership"].Verdict, Is.EqualTo(Verdict.Inconclusive));
        Assert.That(results.Keys, Has.None.Contains("external, source"), "blocked even undefended");
    }

    [TestCase(40, 2, Verdict.Holds)]
    [TestCase(40, 10, Verdict.Holds)]
    [TestCase(40, 12, Verdict.Fails)]
    public void Intervals_that_miss_chance_too_often_are_an_error(int repetitions, int missed, Verdict verdict)
    {
        var evidence = Evidence() with { Chance = [new("iid, external", repetitions, missed)] };
        Assert.That(new ChanceCovered().Check(evidence).Single().Verdict, Is.EqualTo(verdict));
    }

    [Test]
    public void Members_dealt_anew_leave_no_attack_anything_to_know()
    {
        var random = new RandomStream(5);
        var leaky = new SimulatedCells(12, 40, Shift: 2, Spread: 0.2).Draw(random);
        var trial = ChanceTrial.Of("here", leaky, 40, random, Intervals.Default);
        Assert.That(trial.Missed, Is.LessThanOrEqualTo(8), "the scores separate members by far, and still know nothing of members dealt anew");
    }

    private static Evidence Evidence(params string[] sumOnly)
    {
        var results = SampleResults.Of();
        return new(results.Cells, results.Defenses, sumOnly.ToHashSet(), [], 0.95);
    }
}
