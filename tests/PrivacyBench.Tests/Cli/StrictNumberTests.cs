using PrivacyBench.Cli;

namespace PrivacyBench.Tests.Cli;

/// <summary>A decimal comma is never dropped: 1,5 read as 15 would promise 24 times too much.</summary>
internal sealed class StrictNumberTests
{
    [TestCase("1,5", "1.5")]
    [TestCase("1,500", "1.500")]
    [TestCase("1 500", "0.5")]
    [TestCase("NaN", "0.5")]
    [TestCase("1e400", "0.5")]
    public async Task A_number_that_is_not_written_with_a_point_is_refused(string found, string shown)
    {
        var shell = await Shell.RunAsync(
            "account", "epsilon", "--noise-multiplier", found, "--sampling-rate", "0.01", "--steps", "10", "--delta", "1e-5");

        Assert.That(shell.ExitCode, Is.EqualTo(ExitCode.WrongInput));
        Assert.That(shell.Error, Does.Contain($"--noise-multiplier: found \"{found}\"; allowed: a number such as {shown}"));
    }

    [Test]
    public async Task A_thousands_separator_in_a_whole_number_is_refused()
    {
        var shell = await Shell.RunAsync("account", "epsilon", "--noise-multiplier", "1.5", "--steps", "1,000", "--delta", "1e-5");
        Assert.That(shell.ExitCode, Is.EqualTo(ExitCode.WrongInput));
        Assert.That(shell.Error, Does.Contain("--steps: found \"1,000\"; allowed: a whole number such as 15"));
    }

    [Test]
    public async Task Every_verb_is_strict()
    {
        var audit = await Shell.RunAsync("audit", "bound", "--tp", "1,0", "--fn", "10", "--fp", "5", "--tn", "95");
        var gate = await Shell.RunAsync("gate", "somewhere", "--baseline", "none.json", "--tolerance", "0,05");
        Assert.That((audit.ExitCode, gate.ExitCode), Is.EqualTo((ExitCode.WrongInput, ExitCode.WrongInput)));
        Assert.That(gate.Error, Does.Contain("--tolerance: found \"0,05\"; allowed: a number such as 0.05"));
    }
}
