using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed class AnswersTests
{
    [Test]
    public void For_each_goal_the_leak_and_the_best_defense_are_told_and_then_the_price()
    {
        var answer = Of(SampleResults.Of());
        Assert.That(answer[0], Does.StartWith("Without a defense, the server traces 70% of members' records").And.Contains("0.67 [0.62, 0.72]"));
        Assert.That(answer[0], Does.Contain($"Best against it is {SampleResults.Combined}").And.Contains("not shown to beat guessing"));
        Assert.That(answer[1], Does.StartWith("Without a defense, ").And.Contains("tells members from non-members"));
        Assert.That(answer.Skip(2), Is.All.StartWith("The price of ").And.Some.Contains("0.66 instead of 0.90"));
    }

    [Test]
    public void A_named_client_s_records_are_told_from_others()
    {
        var results = SampleResults.Of();
        Cell Named(Cell cell) => cell with
        {
            Attacks = [.. cell.Attacks, .. cell.Attacks.Where(a => a.Goal == Goal.Membership).Select(a => a with { Goal = Goal.ClientMembership })],
            Strongest = cell.Strongest with { ClientMembership = cell.Strongest.Membership },
        };
        Assert.That(
            Of(results with { Cells = [.. results.Cells.Select(Named)] }), Has.Some.Contains("tells the records of a named client from others"));
    }

    [Test]
    public void A_defense_that_blocks_one_position_and_leaves_another_is_not_the_best()
    {
        var results = SampleResults.Of();
        var answer = Of(results with { Cells = [.. results.Cells.Where(c => c.Defense is "none" or SampleResults.Masks)] });
        Assert.That(answer[0], Does.Contain("the most that any position keeps is 0.12 [0.09, 0.15] (server-with-clients(3))"));
    }

    [Test]
    public void Without_a_leak_nothing_is_said_about_defenses()
    {
        var results = SampleResults.Of();
        var none = SampleResults.Around(0, .05);
        Cell Silent(Cell cell) => cell with { Strongest = new(new("lira-offline", none, null), new("source-loss", none, null)) };
        var answer = Of(results with { Cells = [.. results.Cells.Select(Silent)] });
        Assert.That(answer, Is.EqualTo(new[] { answer[0] }));
        Assert.That(answer[0], Does.Contain("says nothing about the defenses"));
    }

    private static IReadOnlyList<string> Of(Results results) => Answers.Of(SummaryTable.All(results), results);
}
