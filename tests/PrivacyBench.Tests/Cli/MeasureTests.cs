using System.Text.Json.Nodes;

namespace PrivacyBench.Tests.Cli;

public class MeasureTests
{
    private string file = "";

    [SetUp]
    public void WriteScores()
    {
        file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"measure-{TestContext.CurrentContext.Test.ID}.csv");
        File.WriteAllLines(file, ["score,member,federation", .. Enumerable.Range(0, 80).Select(i => $"{i % 4}.5,{(i % 4 > 1 ? 1 : 0)},{i / 20}")]);
    }

    [TearDown]
    public void DeleteScores() => File.Delete(file);

    [Test]
    [SetCulture("ru-RU")]
    public async Task Json_is_the_same_in_every_culture()
    {
        var shell = await Shell.RunAsync("measure", "--scores", file, "--json", "--confidence", "0.9");
        Assert.That(shell.ExitCode, Is.EqualTo(0), shell.Error);
        var measured = JsonNode.Parse(shell.Output)!;
        Assert.That(measured["auc"]!["value"]!.GetValue<double>(), Is.EqualTo(1));
        Assert.That(measured["advantage"]!["value"]!.GetValue<double>(), Is.EqualTo(1));
        Assert.That(measured["members"]!.GetValue<int>(), Is.EqualTo(40));
        Assert.That(measured["federations"]!.GetValue<int>(), Is.EqualTo(4));
        Assert.That(measured["tprAtFpr"]![0]!["fpr"]!.ToJsonString(), Is.EqualTo("0.001"));
    }

    [Test]
    public async Task Text_says_what_chance_is()
    {
        var shell = await Shell.RunAsync("measure", "--scores", file);
        Assert.That(shell.Output, Does.Contain("AUC                1.000 [0.912, 1.000]   (0.5 is guessing)"));
    }

    [Test]
    public async Task Reversed_scores_are_hinted_at_and_others_are_not()
    {
        var right = await Shell.RunAsync("measure", "--scores", file);
        Assert.That(right.Output, Does.Not.Contain("reversed"));
        await File.WriteAllLinesAsync(
            file, ["score,member,federation", .. Enumerable.Range(0, 80).Select(i => $"-{i % 4}.5,{(i % 4 > 1 ? 1 : 0)},{i / 20}")]);
        var text = await Shell.RunAsync("measure", "--scores", file);
        Assert.That(text.Output, Does.Contain("The direction looks reversed").And.Contains("with the sign turned, the AUC would be 1.000"));
        var json = await Shell.RunAsync("measure", "--scores", file, "--json");
        Assert.That(JsonNode.Parse(json.Output)!["hint"]!.GetValue<string>(), Does.StartWith("The direction looks reversed"));
    }

    [Test]
    public async Task A_damaged_file_is_named_with_the_line()
    {
        await File.WriteAllTextAsync(file, "score,member\n0.5,1\nhigh,0\n");
        var shell = await Shell.RunAsync("measure", "--scores", file);
        Assert.That(shell.ExitCode, Is.EqualTo(2));
        Assert.That(shell.Error, Does.Contain($"{file}, line 3, column score: 'high'"));
    }
}
