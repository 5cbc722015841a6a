using System.Globalization;
using CsCheck;
using PrivacyBench.Measurement;

namespace PrivacyBench.Tests.Measurement;

internal sealed class ScoreFileTests
{
    private string file = "";

    [SetUp]
    public void NameAFile() => file = Path.Combine(Path.GetTempPath(), FormattableString.Invariant(
        $"privacybench-{Environment.ProcessId}-{TestContext.CurrentContext.Test.ID}.csv"));

    [TearDown]
    public void RemoveTheFile() => File.Delete(file);

    [Test]
    public void Membership_scores_are_read_back_exactly() => Gen.Double.Where(score => !double.IsNaN(score)).Array[2, 20].Sample(scores =>
    {
        bool[] members = [.. scores.Select((_, r) => r % 2 == 0)];
        ScoredFederation[] cell =
        [
            new(7, [.. scores.Select((_, r) => 3 * r)], scores, members),
            new(-2, [5], [double.NegativeInfinity], [false]),
        ];
        MembershipScores.Write(file, cell);
        var read = MembershipScores.Read(file);
        Assert.That(read.Select(federation => federation.Federation), Is.EqualTo([7, -2]));
        foreach (var (expected, found) in cell.Zip(read))
        {
            Assert.That(found.Records, Is.EqualTo(expected.Records));
            Assert.That(
                found.Scores.Select(BitConverter.DoubleToInt64Bits),
                Is.EqualTo(expected.Scores.Select(BitConverter.DoubleToInt64Bits)));
            Assert.That(found.Members, Is.EqualTo(expected.Members));
        }
    }, threads: 1);

    [Test]
    [SetCulture("ru-RU")]
    public void Files_are_the_same_in_every_culture()
    {
        MembershipScores.Write(file, [new(0, [4, 9], [0.25, -1e-300], [true, false])]);
        Assert.That(File.ReadAllText(file), Is.EqualTo("federation,record,score,member,client\n0,4,0.25,1,\n0,9,-1E-300,0,\n"));
        Assert.That(MembershipScores.Read(file)[0].Scores, Is.EqualTo([0.25, -1e-300]));
    }

    [Test]
    public void The_clients_of_members_are_read_back_and_those_of_others_are_nobodys()
    {
        MembershipScores.Write(file, [new(3, [4, 9], [1, 2], [true, false], [6, -1])]);
        Assert.That(File.ReadAllText(file), Does.EndWith("3,4,1,1,6\n3,9,2,0,\n"));
        Assert.That(MembershipScores.Read(file)[0].Clients, Is.EqualTo([6, -1]));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Source_answers_are_read_back_exactly(bool posterior)
    {
        AnsweredFederation[] cell = [.. AnsweredCells.Of(2, (record, _) => record % 3).Select(federation => new AnsweredFederation(
            federation.Federation,
            federation.Records,
            federation.Sources,
            federation.Answers,
            [.. federation.Guesses.Select(_ => 1.0 / 3)],
            posterior ? [.. federation.Records.Select(record => -record / 7.0)] : null))];
        SourceScores.Write(file, cell);
        var read = SourceScores.Read(file);
        foreach (var (expected, found) in cell.Zip(read))
        {
            Assert.That(found.Federation, Is.EqualTo(expected.Federation));
            Assert.That(found.Records, Is.EqualTo(expected.Records));
            Assert.That(found.Sources, Is.EqualTo(expected.Sources));
            Assert.That(found.Answers, Is.EqualTo(expected.Answers));
            Assert.That(found.Guesses, Is.EqualTo(expected.Guesses));
            Assert.That(found.LogProbabilities, Is.EqualTo(expected.LogProbabilities));
        }
    }

    [Test]
    public void Scores_of_other_tools_need_a_score_and_a_member_only()
    {
        File.WriteAllText(file, "\uFEFFmember,note, score\r\nTrue,\"a, b\",1e3\r\n0,,-inf\r\nfalse,,2\r\n");
        var federation = MembershipScores.Read(file).Single();
        Assert.Multiple(() =>
        {
            Assert.That(federation.Federation, Is.Zero);
            Assert.That(federation.Records, Is.EqualTo([0, 1, 2]));
            Assert.That(federation.Scores, Is.EqualTo([1000, double.NegativeInfinity, 2]));
            Assert.That(federation.Members, Is.EqualTo([true, false, false]));
        });
    }

    [TestCase("", ", line 1: the header is '', without score; it must have score, member.")]
    [TestCase("score,label\n1,1\n", ", line 1: the header is 'score,label', without member; it must have score, member.")]
    [TestCase("score,member\n1,1\nhigh,0\n", ", line 3, column score: 'high' was found; it must be a number from -Infinity to Infinity")]
    [TestCase("score,member\nNaN,1\n", ", line 2, column score: 'NaN' was found")]
    [TestCase("score,member\n\"0,5\",1\n", ", line 2, column score: '0,5' was found")]
    [TestCase("score,member\n1,yes\n", ", line 2, column member: 'yes' was found; it must be 0, 1, true or false.")]
    [TestCase("score,member,federation\n1,1,2.5\n", ", line 2, column federation: '2.5' was found; it must be a whole number")]
    [TestCase("score,member\n1,1\n2\n", ", line 3: the row must have 2 comma-separated fields like the header.")]
    [TestCase("score,member\n1,1\n\"2,0\n", ", line 3: the row must have 2 comma-separated fields like the header.")]
    [TestCase("record,score,member\n4,1,1\n4,2,0\n", ", line 3, column record: '4' was found; it must be a record that")]
    [TestCase("score,member\n1,1\n2,1\n", ", column member: no row is 0; members and non-members must both be there.")]
    public void A_bad_file_is_refused_with_the_place_the_value_and_what_is_allowed(string content, string message)
    {
        File.WriteAllText(file, content);
        Assert.That(
            () => MembershipScores.Read(file),
            Throws.TypeOf<ScoreFileException>().With.Message.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{file}{message}")));
    }
}
