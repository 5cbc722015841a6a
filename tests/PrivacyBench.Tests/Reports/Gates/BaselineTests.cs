using System.Text;
using System.Text.Json.Nodes;
using PrivacyBench.Reports;
using PrivacyBench.Reports.Gates;
using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Gates;

namespace PrivacyBench.Tests.Reports.Gates;

internal sealed class BaselineTests
{
    private static readonly DateTimeOffset Day = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Results Sample = SampleResults.Of();
    private string file = "";

    [SetUp]
    public void NameFile() => file = Path.Combine(Directory.CreateTempSubdirectory("baseline-").FullName, "sample.json");

    [TearDown]
    public void DeleteFolder() => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    [Test]
    public void A_baseline_that_is_read_back_writes_the_same_bytes()
    {
        var bytes = Baseline.Of(Sample, Day, "first").ToBytes();
        File.WriteAllBytes(file, bytes);
        Assert.That(Baseline.Load(file).ToBytes(), Is.EqualTo(bytes));
    }

    [Test]
    public void Each_number_is_a_line_of_its_own()
    {
        var lines = Encoding.UTF8.GetString(Baseline.Of(Sample, Day, "first").ToBytes()).Split('\n');
        var numbers = MeasuredValues.Of(Sample.Cells, Sample.Defenses);
        Assert.That(lines.Count(l => l.Contains("\"metric\"", StringComparison.Ordinal)), Is.EqualTo(numbers.Count));
        Assert.That(numbers.Select(n => n.Place), Is.Unique);
    }

    [Test]
    public void A_move_keeps_the_history()
    {
        var first = Baseline.Of(Sample, Day, "first");
        var moved = Baseline.Of(Sample, Day.AddDays(1), "a stronger defense", first);
        Assert.That(moved.History.Select(h => h.Reason), Is.EqualTo(["first", "a stronger defense"]));
    }

    [Test]
    public void The_same_results_hold_against_their_own_baseline()
    {
        // Without each federation's share there is nothing to pair: of the sample's wide intervals only some can tell.
        var narrow = Shared(Sample);
        var gate = Gate(narrow, Baseline.Of(narrow, Day, "first"));
        Assert.That(gate.Numbers.Select(n => n.Verdict), Is.All.EqualTo(Verdict.Holds));
        Assert.That(gate.ArePaired);
        Assert.That(gate.Verdict, Is.EqualTo(Verdict.Fails), "a claim of the sample fails");
    }

    [Test]
    public void A_baseline_of_another_scenario_is_refused_with_the_place()
    {
        var other = (JsonObject)Sample.Scenario.DeepClone();
        other["federation"]!["rounds"] = 21;
        Assert.That(
            () => Gate(Sample with { Scenario = other }, Baseline.Of(Sample, Day, "first")),
            Throws.TypeOf<ResultsFileException>().With.Message.Contains("$.scenario.federation.rounds: found 20; allowed is 21").And.Message.Contains("--reason"));
    }

    [Test]
    public void Another_seed_name_or_number_of_federations_can_be_compared()
    {
        var other = (JsonObject)Sample.Scenario.DeepClone();
        (other["name"], other["seed"], other["trials"]!["federations"]) = ("other", 5, 64);
        var gate = Gate(Sample with { Scenario = other, Provenance = Sample.Provenance with { Seed = 5 } }, Baseline.Of(Sample, Day, "first"));
        Assert.That(gate.ArePaired, Is.False);
    }

    [Test]
    public void Another_data_set_is_refused() => Assert.That(
        () => Gate(Sample with { Provenance = Sample.Provenance with { DatasetChecksum = "00" } }, Baseline.Of(Sample, Day, "first")),
        Throws.TypeOf<ResultsFileException>().With.Message.Contains("the data set changed"));

    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 3", "$.schemaVersion: found 3; allowed is 2 (a higher version")]
    [TestCase("\"metric\":\"advantage\"", "\"metric\":\"fame\"", "found \"fame\"")]
    [TestCase("\"seed\": 1,", "", "found no")]
    [TestCase("\"value\":0.", "\"value\":\"x\",\"worth\":0.", "values")]
    public void A_damaged_baseline_is_named_with_its_place(string whole, string damaged, string message)
    {
        var text = Encoding.UTF8.GetString(Baseline.Of(Sample, Day, "first").ToBytes());
        var at = text.IndexOf(whole, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative);
        File.WriteAllText(file, text.Remove(at, whole.Length).Insert(at, damaged));
        Assert.That(() => Baseline.Load(file), Throws.TypeOf<ResultsFileException>().With.Message.StartsWith(file).And.Message.Contains(message));
    }

    [Test]
    public void A_cut_off_or_missing_baseline_is_told()
    {
        Assert.That(() => Baseline.Load(file), Throws.TypeOf<ResultsFileException>().With.Message.Contains("found nothing"));
        File.WriteAllBytes(file, Baseline.Of(Sample, Day, "first").ToBytes()[..900]);
        Assert.That(() => Baseline.Load(file), Throws.TypeOf<ResultsFileException>().With.Message.Contains("cut off"));
    }

    /// <summary>The sample with each federation's share, which is what pairs runs of one seed.</summary>
    public static Results Shared(Results results) => results with
    {
        Cells = [.. results.Cells.Select(c => c with { Strongest = new(Shared(c.Strongest.Membership), Shared(c.Strongest.Source)) })],
        Defenses = [.. results.Defenses.Select(d => d with { Utility = d.Utility with { AccuracyByFederation = Around(d.Utility.TestAccuracy.Value) } })],
    };

    private static GateReport Gate(Results results, Baseline baseline) => GateReport.Of(results, "reports/sample", baseline, "baselines/sample.json", new());

    private static PrivacyBench.Measurement.Strongest? Shared(PrivacyBench.Measurement.Strongest? strongest) =>
        strongest is null ? null : strongest with { ByFederation = Around(strongest.Advantage.Value) };

    private static double[] Around(double value) => [.. Enumerable.Range(0, 32).Select(f => value + (0.1 * Math.Sin(f)))];
}
