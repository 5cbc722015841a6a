using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Tests.Reports;

public sealed class AnswersTests
{
    [Test]
    public void For_each_goal_the_leak_and_the_best_defense_are_told_and_then_the_price()
    {
        var answer = Of(SampleResults.Of());
        var source = answer.Single(s => s.StartsWith("Without a defense, the server traces 70%", StringComparison.Ordinal));
        Assert.That(source, Does.Contain("0.67 [0.62, 0.72]"));
        Assert.That(source, Does.Contain($"Best against it within a loss of 5 points of accuracy is {SampleResults.Masks}").And.Contains("0.12 [0.09, 0.15]"));
        Assert.That(answer, Has.Some.StartsWith("Without a defense, ").And.Contains("tells members from non-members"));
        Assert.That(answer, Has.Some.StartsWith("The price of ").And.Contains("0.90 instead of 0.90"));
    }

    [Test]
    public void The_order_of_defenses_changes_nothing([Range(1, 6)] int seed)
    {
        var results = SampleResults.Of();
        var random = new RandomStream(seed);
        var order = SampleResults.Defenses.ToDictionary(d => d, _ => random.NextUInt64());
        var permuted = results with
        {
            Cells = [.. results.Cells.OrderBy(c => order[c.Defense])],
            Defenses = [.. results.Defenses.OrderBy(d => order[d.Defense])],
        };
        Assert.That(Of(permuted), Is.EqualTo(Of(results)));
    }

    [Test]
    public void Of_equal_defenses_the_cheapest_is_best_and_the_others_are_named()
    {
        // Both protocols leave the same; ckks sends 41.7 times the bytes at an accuracy that prints the same.
        Assert.That(Of(SampleResults.Of()), Has.Some.Contains($"is {SampleResults.Masks}").And.Contains("As good at a higher price: ckks(security=128)."));
    }

    [Test]
    public void What_would_bring_the_advantage_to_chance_at_the_price_of_accuracy_is_told_apart() =>
        Assert.That(Of(SampleResults.Of()), Has.Some.Contains($"{SampleResults.Combined} would bring it to chance, at an accuracy of 0.66."));

    [Test]
    public void The_loss_of_accuracy_that_is_accepted_is_the_scenarios()
    {
        var results = SampleResults.Of();
        results.Scenario["accuracyLoss"] = 0.3;
        Assert.That(Of(results), Has.Some.Contains($"within a loss of 30 points of accuracy is {SampleResults.Combined}"));
    }

    [Test]
    public void A_model_that_only_names_the_largest_class_is_said_to_no_longer_work_and_is_never_best()
    {
        var results = SampleResults.Of();
        results.Scenario["accuracyLoss"] = 1;
        var answer = Of(results with
        {
            Defenses =
            [
                .. results.Defenses.Select(d => d with
                {
                    Utility = d.Utility with { ChanceAccuracy = .1, TestAccuracy = d.Defense == SampleResults.Combined ? SampleResults.Around(.105, .01) : d.Utility.TestAccuracy },
                }),
            ],
        });
        Assert.That(answer, Has.Some.StartsWith($"Under {SampleResults.Combined} this model no longer works"));
        Assert.That(answer, Has.None.Contains($"is {SampleResults.Combined}"));
        Assert.That(answer, Has.Some.Contains("always naming the largest class: 0.10"));
    }

    [Test]
    public void What_needs_no_model_comes_before_what_attacks_learn()
    {
        var results = SampleResults.Of();
        AttackResult guess = new()
        {
            Name = "source-guess",
            Goal = Goal.Source,
            Status = AttackStatus.Ran,
            Accuracy = SampleResults.Around(.71, .02),
            Baselines = [new("label-counts", SampleResults.Around(.37, .02)), new("record", SampleResults.Around(.71, .02))],
        };
        var answer = Of(results with { Claims = [], Cells = [.. results.Cells.Select(c => c with { Attacks = [.. c.Attacks.Where(a => !a.OnCanaries), guess] })] });
        Assert.That(answer[0], Does.StartWith("Without any model, a record by itself names the client of 71% of records, where blind guessing names 10%"));
    }

    [Test]
    public void Records_that_stand_out_are_told_and_others_are_not_named()
    {
        var results = SampleResults.Of();
        Exposure Exposed(int significant) => new(
            "lira-offline", [new(17, "seven", .98, significant > 0 ? .002 : .4, 16, 16)], null, .6, significant, .001, [], null, null);
        IReadOnlyList<string> With(int significant) =>
            Of(results with { Cells = [.. results.Cells.Select(c => c.Defense == "none" && c.Position == "server" ? c with { Exposure = Exposed(significant) } : c)] });
        Assert.That(With(3), Has.Some.Contains("3 records stand out to the server").And.Contains("record 17 (seven)").And.Contains("corrected p 0.002"));
        Assert.That(With(0), Has.None.Contains("record 17"));
    }

    [Test]
    public void A_defense_that_makes_a_leak_larger_is_told()
    {
        var results = SampleResults.Of();
        Assert.That(Of(results), Has.None.Contains("makes a leak larger"));
        DefenseResult Worse(DefenseResult d) => d.Defense != SampleResults.LocalDp ? d : d with
        {
            Shrink = [.. d.Shrink.Select(s => s is { Position: "server", Goal: Goal.Source } ? s with { AdvantageWith = new(.8, .7, .9), Difference = new(-.2, -.25, -.15) } : s)],
        };
        Assert.That(
            Of(results with { Defenses = [.. results.Defenses.Select(Worse)] }),
            Has.Some.StartsWith($"{SampleResults.LocalDp} makes a leak larger: the source advantage of the server is 0.80 instead of 0.49"));
    }

    [Test]
    public void With_claims_the_answer_opens_with_verdicts()
    {
        var answer = Of(SampleResults.Of());
        Assert.That(answer[0], Does.StartWith("Of 4 claims, each judged in its partition, 0 hold by measurement and 2 by construction, 1 fail"));
        Assert.That(answer[1], Does.StartWith("Fails: secure-aggregation: source advantage"));
    }

    [Test]
    public void With_audits_it_tells_what_is_promised_and_what_is_shown()
    {
        var answer = Of(SampleResults.Of() with { Claims = [] });
        Assert.That(answer[0], Does.StartWith("Audited with planted records, none promises nothing for one record and shows ε ≥ 3.30 (one-run, from external"));
    }

    [Test]
    public void With_growth_it_tells_how_costs_grow()
    {
        var results = SampleResults.Of();
        var grown = results.Defenses.Select(d => d.Defense != SampleResults.Masks ? d : d with { Growth = [new(10, 1000, 100, 1, 1, 1, 1), new(100, 1000, 250, 1, 1, 1, 1)] });
        Assert.That(Of(results with { Defenses = [.. grown] }), Has.Some.EqualTo("From 10 to 100 clients, a client's upload grows: secure-aggregation 2.5 ×."));
    }

    [Test]
    public void Many_attacks_are_ranked()
    {
        var results = SampleResults.Of();
        AttackResult[] Copies(AttackResult attack) => [attack, .. Enumerable.Range(1, 3).Select(i => attack with
        {
            Name = $"source-{i}",
            Advantage = attack.Advantage is { } a ? SampleResults.Around(a.Value - (.1 * i), .05) : null,
        })];
        Cell More(Cell cell) => cell with { Attacks = [.. cell.Attacks.SelectMany(a => a.Goal == Goal.Source ? Copies(a) : [a])] };
        Assert.That(
            Of(results with { Cells = [.. results.Cells.Select(More)] }),
            Has.Some.Contains("Of 4 attacks the strongest are source-loss 0.67, source-1 0.57 and source-2 0.47."));
    }

    [Test]
    public void Where_several_epsilons_are_compared_the_price_of_choosing_is_told()
    {
        var results = SampleResults.Of();
        Assert.That(Of(results), Has.None.Contains("Liu and Talwar"));
        var swept = results.Defenses.SelectMany(d => d.Defense == SampleResults.LocalDp ? [d, d with { Defense = "local-dp(ε=8)" }] : new[] { d });
        Assert.That(
            Of(results with { Defenses = [.. swept] }),
            Has.Some.StartsWith("local-dp was tried with up to 2 settings").And.Contains("2 to 3 times the ε of one (Liu and Talwar 2019; Papernot and Steinke 2022)"));
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
    public void A_defense_that_blocks_one_position_and_leaves_another_is_not_said_to_end_it()
    {
        var results = SampleResults.Of();
        var answer = Of(results with { Cells = [.. results.Cells.Where(c => c.Defense is "none" or SampleResults.Masks)] });
        Assert.That(answer, Has.Some.Contains("the most that any position keeps is 0.12 [0.09, 0.15] (server-with-clients(3))"));
        Assert.That(answer, Has.Some.Contains("Nothing that was tried brings it to chance."));
    }

    [Test]
    public void Without_a_leak_nothing_is_said_about_defenses()
    {
        var results = SampleResults.Of();
        var none = SampleResults.Around(0, .05);
        Cell Silent(Cell cell) => cell with { Attacks = [.. cell.Attacks.Where(a => !a.OnCanaries)], Strongest = new(new("lira-offline", none, null), new("source-loss", none, null)) };
        var answer = Of(results with { Claims = [], Cells = [.. results.Cells.Select(Silent)] });
        Assert.That(answer, Is.EqualTo(new[] { answer[0] }));
        Assert.That(answer[0], Does.Contain("says nothing about the defenses"));
    }

    private static IReadOnlyList<string> Of(Results results) => Answers.Of(SummaryTable.All(results), results);
}
