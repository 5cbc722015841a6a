using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed class SummaryTableTests
{
    private static readonly IReadOnlyList<SummaryTable> Tables = SummaryTable.All(SampleResults.Of());

    [Test]
    public void Rows_are_position_and_goal_and_columns_are_defenses()
    {
        Assert.That(Tables.Select(t => t.Partition), Is.EqualTo(SampleResults.Partitions));
        Assert.That(Tables[0].Defenses, Is.EqualTo(SampleResults.Defenses));
        Assert.That(Tables[0].Rows.Select(r => r.Position), Is.EqualTo(SampleResults.Positions.Concat(SampleResults.Positions)));
        Assert.That(Tables[0].Rows.Select(r => r.Cells.Count), Is.All.EqualTo(SampleResults.Defenses.Length));
    }

    [TestCase(0, "server", Goal.Source, "none", SummaryState.Leak, "0.49 [0.44, 0.54]", "")]
    [TestCase(0, "server", Goal.Source, SampleResults.Masks, SummaryState.Blocked, "cannot run", "by construction")]
    [TestCase(0, "external", Goal.Source, "none", SummaryState.NotSeen, "not seen", "")]
    [TestCase(0, "external", Goal.Source, SampleResults.Masks, SummaryState.NotSeen, "not seen", "")]
    [TestCase(1, "server", Goal.Source, SampleResults.LocalDp, SummaryState.Leak, "0.21 [0.16, 0.26]", "−69% [−77%, −61%]")]
    [TestCase(0, "server", Goal.Source, SampleResults.LocalDp, SummaryState.NearZero, "0.03 [−0.02, 0.08]", "≈ 0; −94% [−102%, −86%]")]
    [TestCase(1, "client", Goal.Membership, SampleResults.Masks, SummaryState.Leak, "0.26 [0.22, 0.30]", "no change shown")]
    public void A_cell_says_what_is_left_and_how_much_went(
        int table, string position, Goal goal, string defense, SummaryState state, string text, string remark)
    {
        var cell = Tables[table].Cell(position, goal, defense)!;
        Assert.That((cell.State, cell.Text, cell.Remark), Is.EqualTo((state, text, remark)));
    }

    [TestCase("none")]
    [TestCase(SampleResults.LocalDp)]
    [TestCase(SampleResults.Masks)]
    public void Where_the_undefended_run_shows_no_leak_no_defense_is_praised(string defense)
    {
        var cell = Tables[0].Cell("client", Goal.Membership, defense)!;
        Assert.That((cell.State, cell.Remark), Is.EqualTo((SummaryState.NoPower, "no power")));
    }

    [Test]
    public void Without_an_undefended_run_a_small_advantage_has_no_power()
    {
        var results = SampleResults.Of();
        var table = SummaryTable.All(results with { Cells = [.. results.Cells.Where(c => c.Defense != "none")] })[0];
        Assert.That(table.Cell("server", Goal.Source, SampleResults.LocalDp)!.State, Is.EqualTo(SummaryState.NoPower));
    }

    [Test]
    public void A_goal_without_an_attack_is_untested_not_blocked()
    {
        var results = SampleResults.Of();
        Cell Without(Cell cell) => cell.Position == "server" ? cell with { Attacks = [.. cell.Attacks.Where(a => a.Goal != Goal.Source)] } : cell;
        var table = SummaryTable.All(results with { Cells = [.. results.Cells.Select(Without)] })[0];
        Assert.That(table.Cell("server", Goal.Source, SampleResults.Masks)!.Text, Is.EqualTo("not tested"));
    }
}
