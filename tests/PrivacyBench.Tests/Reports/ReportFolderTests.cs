using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

internal sealed class ReportFolderTests
{
    private static readonly string Scores = "scores/none.csv";
    private string folder = "";

    [SetUp]
    public void WriteReport()
    {
        folder = Directory.CreateTempSubdirectory("privacybench-report").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "scores"));
        var random = new RandomStream(3);
        var scored = Enumerable.Range(0, 4).Select(f => new ScoredFederation(
            f, [.. Enumerable.Range(0, 20)], [.. Enumerable.Range(0, 20).Select(_ => Math.Round(random.Uniform(), 3))], [.. Enumerable.Range(0, 20).Select(r => r % 2 == 0)])).ToArray();
        MembershipScores.Write(Path.Combine(folder, Scores), scored);
        var measures = MembershipMeasures.Of(scored, random);
        var sample = SampleResults.Of();
        var cell = sample.Cells[0];
        var attack = cell.Attacks[1] with { Auc = measures.Auc, Members = 40, NonMembers = 40, Federations = 4, Scores = Scores };
        ReportFolder.Write(sample with { Cells = [cell with { Attacks = [attack] }], Defenses = [], Partitions = [] }, folder);
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Every_file_has_its_checksum_as_sha256sum_writes_it()
    {
        var lines = File.ReadAllLines(Path.Combine(folder, "SHA256SUMS"));
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => f != "SHA256SUMS");
        Assert.That(lines.Select(l => l[66..]), Is.EquivalentTo(files));
        Assert.That(lines, Is.All.Match("^[0-9a-f]{64}  [a-z0-9./-]+$"));
    }

    [Test]
    public void What_was_written_is_read_back() => Assert.That(ReportFolder.Read(folder, mustBeWhole: true).Cells, Has.Count.EqualTo(1));

    [Test]
    public void Results_edited_by_hand_are_refused()
    {
        Edit("results.json", "\"position\": \"external\"", "\"position\": \"internal\"");
        Refused("results.json", "other bytes than those the run wrote");
    }

    [Test]
    public void Scores_that_are_not_those_of_the_results_are_refused_even_with_new_checksums()
    {
        Edit(Scores, ",1,\n", ",0,\n");
        Refused("none.csv", "other bytes");
        Manifest.Write(folder);
        Refused("$.cells[0].attacks[0].members: found 40; allowed is 39", "not the scores of these results");
    }

    [Test]
    public void An_area_that_the_scores_do_not_give_is_refused()
    {
        Edit("results.json", "\"auc\": {\n            \"value\": 0.", "\"auc\": {\n            \"value\": 0.9");
        Manifest.Write(folder);
        Refused("$.cells[0].attacks[0].auc.value: found 0.9", "not the scores of these results");
    }

    [Test]
    public void A_missing_score_file_is_refused_where_all_must_be_there_and_told_in_the_report_elsewhere()
    {
        File.Delete(Path.Combine(folder, Scores));
        Refused("none.csv: the file: found nothing", "SHA256SUMS lists");
        Assert.That(() => ReportFolder.Read(folder), Throws.Nothing);
    }

    [Test]
    public void A_damaged_list_of_checksums_is_told_with_its_line()
    {
        File.WriteAllText(Path.Combine(folder, "SHA256SUMS"), "abc  results.json\n");
        Refused("SHA256SUMS: line 1: found \"abc  results.json\"", "64 hexadecimal digits");
    }

    [Test]
    public void Without_checksums_a_gate_has_nothing_to_trust()
    {
        File.Delete(Path.Combine(folder, "SHA256SUMS"));
        Refused("SHA256SUMS: the file: found nothing", "`privacybench run`");
    }

    private void Edit(string name, string whole, string edited)
    {
        var path = Path.Combine(folder, name);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(whole, StringComparison.Ordinal);
        Assert.That(at, Is.Not.Negative, whole);
        File.WriteAllText(path, text.Remove(at, whole.Length).Insert(at, edited));
    }

    private void Refused(params string[] messages)
    {
        var refused = Assert.Throws<ResultsFileException>(() => ReportFolder.Read(folder, mustBeWhole: true))!;
        foreach (var message in messages)
            Assert.That(refused.Message, Does.Contain(message));
    }
}
