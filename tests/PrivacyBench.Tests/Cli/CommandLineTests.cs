namespace PrivacyBench.Tests.Cli;

public class CommandLineTests
{
    [Test]
    public async Task Without_arguments_it_tells_its_verbs()
    {
        var shell = await Shell.RunAsync();
        Assert.That(shell.ExitCode, Is.EqualTo(0));
        Assert.That(shell.Output, Does.Contain("Usage: privacybench VERB").And.Contain("  list ").And.Contain("  schema "));
    }

    [TestCase("lst", "privacybench: found 'lst'; allowed: ", "'lst': did you mean 'list'?")]
    [TestCase("list", "privacybench list: found nothing; allowed: attacks, defenses", "See: privacybench list --help")]
    [TestCase("list atacks", "privacybench list: found 'atacks'", "did you mean 'attacks'?")]
    [TestCase("schema --jsn", "privacybench schema: ", "--jsn")]
    [TestCase("measure", "privacybench measure: ", "--scores")]
    [TestCase("measure --scores x.csv --confidence high", "privacybench measure: ", "high")]
    [TestCase("measure --scores no-such-file.csv", "--scores: ", "no-such-file.csv")]
    [TestCase("measure --scores x.csv --confidence 2", "--confidence: found 2; allowed: ", "0.5")]
    [TestCase("report no-such-folder", "no-such-folder", "results file")]
    public async Task Wrong_input_ends_with_2_and_a_message_on_standard_error(string line, string message, string remedy)
    {
        var shell = await Shell.RunAsync(line.Split(' '));
        Assert.That(shell.ExitCode, Is.EqualTo(2));
        Assert.That(shell.Error, Does.Contain(message).And.Contain(remedy));
        Assert.That(shell.Output, Is.Empty);
    }

    [TestCase("--help")]
    [TestCase("list --help")]
    [TestCase("list attacks -h")]
    [TestCase("measure --help")]
    [TestCase("report --help")]
    [TestCase("schema --help")]
    public async Task Help_shows_an_example(string line)
    {
        var shell = await Shell.RunAsync(line.Split(' '));
        Assert.That(shell.ExitCode, Is.EqualTo(0));
        Assert.That(shell.Output, Does.Contain("Example:").And.Contain("Usage:").And.Contain("  privacybench "));
        Assert.That(shell.Output.Split('\n').Select(l => l.Length), Is.All.LessThanOrEqualTo(140));
    }
}
