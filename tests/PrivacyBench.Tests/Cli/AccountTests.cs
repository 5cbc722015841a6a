using System.Text.Json.Nodes;
using PrivacyBench.Cli;

namespace PrivacyBench.Tests.Cli;

/// <summary>The verbs that need no scenario: accounting, audits, aggregation, data sets.</summary>
internal sealed class AccountTests
{
    // Public accountants, discretisation 1e-4; the last row is the closed form of the Gaussian.
    [TestCase(1, 0.01, 1000, 1.8283, "pld")]
    [TestCase(0.7348, 0.01, 1000, 4.0, "pld")]
    [TestCase(2, 1, 1, 1.994, "exact")]
    public async Task Noise_gives_the_known_epsilon(double noise, double rate, int steps, double expected, string accountant)
    {
        var shell = await Shell.RunAsync(
            "account", "epsilon", "--noise-multiplier", Text(noise), "--sampling-rate", Text(rate), "--steps", Text(steps), "--delta", "1e-5", "--json");
        var json = JsonNode.Parse(shell.Output)!;

        Assert.That((double)json["epsilon"]!, Is.EqualTo(expected).Within(0.002 * expected));
        Assert.That((double)json["lower"]!, Is.LessThanOrEqualTo((double)json["upper"]!));
        Assert.That((string)json["accountant"]!, Is.EqualTo(accountant));
        Assert.That((string)json["adjacency"]!, Is.EqualTo("add-or-remove"));
    }

    [Test]
    public async Task A_target_gives_the_known_noise()
    {
        var shell = await Shell.RunAsync("account", "sigma", "--epsilon", "4", "--delta", "1e-5", "--sampling-rate", "0.01", "--steps", "1000", "--json");

        Assert.That((double)JsonNode.Parse(shell.Output)!["noiseMultiplier"]!, Is.EqualTo(0.7347840037844946).Within(0.2).Percent);
    }

    [Test]
    public async Task An_audit_gives_the_known_bound()
    {
        var shell = await Shell.RunAsync(
            "audit", "bound", "--method", "one-run", "--canaries", "1000", "--guesses", "1000", "--correct", "900", "--delta", "1e-5", "--json");

        Assert.That((double)JsonNode.Parse(shell.Output)!["epsilonLowerBound"]!, Is.EqualTo(2.0206).Within(1e-3));
    }

    [TestCase("account", "epsilon", "--noise-multiplier", "-1", "--delta", "1e-5")]
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "2")]
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "1e-5", "--sampling-rate", "0.5", "--accountant", "exact")]
    [TestCase("audit", "bound")]
    [TestCase("audit", "bound", "--tp", "1", "--fn", "1", "--fp", "1", "--tn", "1", "--confidence", "2")]
    [TestCase("aggregate", "--protocol", "bfw", "--clients", "3", "--parameters", "10")]
    [TestCase("aggregate", "--protocol", "bfv", "--clients", "1", "--parameters", "10")]
    [TestCase("aggregate", "--protocol", "bfv", "--clients", "3", "--parameters", "10", "--drop", "2")]
    [TestCase("data", "show", "digit")]
    public async Task A_wrong_argument_ends_with_2_and_a_message(params string[] args)
    {
        var shell = await Shell.RunAsync(args);

        Assert.That(shell.ExitCode, Is.EqualTo(ExitCode.WrongInput));
        Assert.That(shell.Error, Is.Not.Empty);
        Assert.That(shell.Output, Is.Empty);
    }

    [TestCase("plain")]
    [TestCase("additive-shares")]
    [TestCase("secure-aggregation")]
    [TestCase("bfv")]
    [TestCase("ckks")]
    [TestCase("threshold-bfv")]
    [TestCase("threshold-ckks")]
    public async Task An_aggregation_runs_and_its_sum_is_right(string protocol)
    {
        var shell = await Shell.RunAsync("aggregate", "--protocol", protocol, "--clients", "5", "--parameters", "200", "--drop", "1", "--json");
        var json = JsonNode.Parse(shell.Output)!;

        Assert.That(shell.ExitCode, Is.EqualTo(ExitCode.Done));
        Assert.That((bool)json["correct"]!);
        Assert.That((double)json["maxAbsoluteError"]!, Is.LessThan(4 * 0.5 / 65536 * 1.01));
        Assert.That((double)json["cost"]!["uploadBytesPerClientPerRound"]!, Is.Positive);
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
