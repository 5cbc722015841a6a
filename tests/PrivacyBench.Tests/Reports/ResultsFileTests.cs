using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PrivacyBench.Accounting;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed class ResultsFileTests
{
    private static readonly string Whole = Encoding.UTF8.GetString(ResultsFile.ToBytes(SampleResults.Of()));

    [Test]
    public void Results_that_are_read_back_write_the_same_bytes()
    {
        var bytes = ResultsFile.ToBytes(SampleResults.Of());
        Assert.That(ResultsFile.ToBytes(ResultsFile.Parse(bytes, "results.json")), Is.EqualTo(bytes));
    }

    [Test]
    public void Every_value_comes_back()
    {
        var (written, read) = (SampleResults.Of(), Parse(Whole));
        Assert.That(read.Scenario.ToJsonString(), Is.EqualTo(written.Scenario.ToJsonString()));
        Assert.That(read.Provenance, Is.EqualTo(written.Provenance));
        Assert.That(read.Cells, Has.Count.EqualTo(written.Cells.Count));
        Assert.That(read.Cells[^1].Attacks[0].TprAtFpr, Is.EqualTo(written.Cells[^1].Attacks[0].TprAtFpr));
        Assert.That(read.Defenses[^1].Shrink, Is.EqualTo(written.Defenses[^1].Shrink));
        Assert.That(read.Defenses[^1].Guarantees[^1].Epsilon, Is.EqualTo(Epsilon.Unbounded));
        Assert.That(read.Claims, Is.EqualTo(written.Claims));
        Assert.That(read.Partitions[1].LabelCounts, Is.EqualTo(written.Partitions[1].LabelCounts));
    }

    [Test]
    public void What_is_unknown_is_null_and_what_is_unbounded_says_so()
    {
        using var json = JsonDocument.Parse(Whole);
        var blocked = json.RootElement.GetProperty("cells")[0].GetProperty("attacks")[2];
        Assert.That(blocked.GetProperty("status").GetString(), Is.EqualTo("notSeen"), "outsiders never see updates");
        Assert.That(blocked.GetProperty("advantage").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(blocked.GetProperty("reason").GetString(), Is.Not.Empty);
        Assert.That(Whole, Does.Contain("\"epsilon\": \"unbounded\""));
        Assert.That(Whole, Does.StartWith("{\n  \"schemaVersion\": 2,"));
        Assert.That(Whole, Does.EndWith("}\n"));
    }

    [Test]
    public void A_number_that_is_not_finite_is_refused()
    {
        var results = SampleResults.Of();
        var broken = results with { Partitions = [results.Partitions[0] with { Heterogeneity = double.NaN }] };
        Assert.That(() => ResultsFile.ToBytes(broken), Throws.ArgumentException);
    }

    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 3", "$.schemaVersion", "3", "2 (a higher version was written by a newer PrivacyBench")]
    [TestCase("\"schemaVersion\": 2", "\"schemaVersion\": 1", "$.schemaVersion", "1", "a lower one by an older")]
    [TestCase("\"schemaVersion\": 2,", "", "$.schemaVersion", "nothing", "2 (a higher version")]
    [TestCase("\"goal\": \"membership\"", "\"goal\": \"fame\"", "$.cells[0].attacks[0].goal", "\"fame\"", "\"membership\" or \"client-membership\" or \"source\"")]
    [TestCase("\"status\": \"ran\"", "\"status\": 7", "$.cells[0].attacks[0].status", "7", "\"ran\" or \"blocked\" or \"notSeen\"")]
    [TestCase("\"members\": 6400", "\"members\": \"many\"", "$.cells[0].attacks[0].members", "\"many\"", "a whole number")]
    [TestCase("\"epsilon\": 2", "\"epsilon\": \"large\"", "$.defenses[1].guarantees[0].epsilon", "\"large\"", "a number from 0 or \"unbounded\"")]
    [TestCase("\"heterogeneity\": 0.06", "\"heterogeneity\": null", "$.partitions[0].heterogeneity", "null", "a number")]
    [TestCase("\"partition\": \"iid\"", "\"Partition\": \"iid\"", "$.cells[0].Partition", "unknown property \"Partition\"", "partition, defense, position")]
    public void A_damaged_value_is_named_with_its_place_and_what_is_allowed(string whole, string damaged, string place, string found, string allowed)
    {
        var at = Whole.IndexOf(whole, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative);
        var text = Whole.Remove(at, whole.Length).Insert(at, damaged);
        Assert.That(
            () => Parse(text),
            Throws.TypeOf<ResultsFileException>().With.Message.StartsWith("some/results.json: ").And.Message.Contains(place)
                .And.Message.Contains(found).And.Message.Contains(allowed));
    }

    [TestCase("", "an empty file")]
    [TestCase("[]", "something other than an object")]
    [TestCase("{ \"schemaVersion\": 2, \"schemaVersion\": 2 }", "not whole JSON")]
    public void What_is_no_object_is_told(string text, string found) =>
        Assert.That(() => Parse(text), Throws.TypeOf<ResultsFileException>().With.Message.Contains(found));

    [Test]
    public void A_cut_off_file_is_told_with_the_line()
    {
        var half = Whole[..(Whole.Length / 2)];
        var line = half.Count(c => c == '\n') + 1;
        Assert.That(() => Parse(half), Throws.TypeOf<ResultsFileException>().With.Message.Contains($"line {line},").And.Message.Contains("cut off"));
    }

    [Test]
    public void A_hole_in_a_list_is_told()
    {
        var text = Whole.Replace("\"cells\": [", "\"cells\": [ null,", StringComparison.Ordinal);
        Assert.That(() => Parse(text), Throws.TypeOf<ResultsFileException>().With.Message.Contains("$.cells[0]: found null"));
    }

    [Test]
    public void A_missing_part_is_named()
    {
        Assert.That(
            () => Parse("{ \"schemaVersion\": 2 }"),
            Throws.TypeOf<ResultsFileException>().With.Message.Contains("scenario").And.Message.Contains("cells").And.Message.Not.Contains("PrivacyBench."));
    }

    [TestCase("epsilon")]
    [TestCase("delta")]
    [TestCase("unit")]
    [TestCase("adjacency")]
    [TestCase("accountant")]
    [TestCase("rounds")]
    [TestCase("protectsFrom")]
    public void A_guarantee_without_one_of_its_parts_is_refused(string part)
    {
        var whole = JsonNode.Parse(Whole)!;
        whole["defenses"]![1]!["guarantees"]![0]!.AsObject().Remove(part);
        Assert.That(() => Parse(whole.ToJsonString()), Throws.TypeOf<ResultsFileException>().With.Message.Contains($"no '{part}'"));
    }

    [Test]
    public void A_missing_file_is_told() =>
        Assert.That(() => ResultsFile.Read("nowhere/results.json"), Throws.TypeOf<ResultsFileException>().With.Message.Contains("nowhere/results.json"));

    private static Results Parse(string text) => ResultsFile.Parse(Encoding.UTF8.GetBytes(text), "some/results.json");
}
