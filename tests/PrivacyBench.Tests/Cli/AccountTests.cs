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
    public async Task A_large_target_takes_little_noise()
    {
        var shell = await Shell.RunAsync("account", "sigma", "--epsilon", "1000", "--delta", "1e-6", "--sampling-rate", "1", "--steps", "1", "--json");
        var noise = (double)JsonNode.Parse(shell.Output)!["noiseMultiplier"]!;

        Assert.That(noise, Is.EqualTo(0.0249).Within(0.0002));
        Assert.That(PrivacyBench.Accounting.GaussianCurve.Delta(1 / noise, 1000), Is.EqualTo(1e-6).Within(1).Percent);
    }

    [Test]
    public async Task A_search_that_ends_at_its_border_says_so()
    {
        var shell = await Shell.RunAsync("account", "sigma", "--epsilon", "1000000", "--delta", "1e-6", "--sampling-rate", "0.1", "--steps", "1");

        Assert.That(shell.ExitCode, Is.EqualTo(ExitCode.WrongInput));
        Assert.That(shell.Error, Does.Contain("--epsilon").And.Contain("0.05"));
    }

    [TestCase("replace-one", "1", 4.377)]
    [TestCase("add-or-remove", "2", 4.377)]
    [TestCase("add-or-remove", "1", 1.993)]
    public async Task Replacing_one_or_adding_two_doubles_the_sensitivity(string adjacency, string group, double expected)
    {
        var shell = await Shell.RunAsync(
            "account", "epsilon", "--noise-multiplier", "2", "--delta", "1e-5", "--adjacency", adjacency, "--group", group, "--json");
        var json = JsonNode.Parse(shell.Output)!;

        Assert.That((double)json["epsilon"]!, Is.EqualTo(expected).Within(1e-3));
        Assert.That((string)json["adjacency"]!, Is.EqualTo(adjacency));
    }

    [Test]
    public async Task Epsilon_and_delta_lead_to_each_other()
    {
        string[] noise = ["--noise-multiplier", "1", "--sampling-rate", "0.05", "--steps", "100", "--json"];
        var epsilon = JsonNode.Parse((await Shell.RunAsync(["account", "epsilon", "--delta", "1e-6", .. noise])).Output)!;
        var delta = JsonNode.Parse((await Shell.RunAsync(["account", "delta", "--epsilon", epsilon["epsilon"]!.ToString(), .. noise])).Output)!;

        Assert.That((double)delta["delta"]!, Is.EqualTo(1e-6).Within(1).Percent);
        Assert.That((double)epsilon["advantageCeiling"]!, Is.InRange(0.05, 0.5));
    }

    [Test]
    public async Task No_promise_is_written_as_unbounded()
    {
        var shell = await Shell.RunAsync("account", "epsilon", "--noise-multiplier", "1", "--delta", "0", "--json");

        Assert.That((string)JsonNode.Parse(shell.Output)!["epsilon"]!, Is.EqualTo("unbounded"));
    }

    [Test]
    public async Task Pure_mechanisms_are_accounted_without_a_delta()
    {
        var shell = await Shell.RunAsync(
            "account", "epsilon", "--mechanism", "randomized-response", "--response-epsilon", "0.5", "--steps", "3", "--delta", "0", "--json");

        Assert.That((double)JsonNode.Parse(shell.Output)!["epsilon"]!, Is.EqualTo(1.5).Within(1e-12));
        Assert.That((string)JsonNode.Parse(shell.Output)!["adjacency"]!, Is.EqualTo("replace-one"));
    }

    [Test]
    public async Task More_tries_leave_a_smaller_bound()
    {
        string[] counts = ["audit", "bound", "--tp", "100", "--fn", "0", "--fp", "0", "--tn", "100", "--delta", "0", "--json"];
        var (one, ten) = (JsonNode.Parse((await Shell.RunAsync(counts)).Output)!, JsonNode.Parse((await Shell.RunAsync([.. counts, "--tried", "10"])).Output)!);

        Assert.That((double)one["epsilonLowerBound"]!, Is.EqualTo(3.2813).Within(1e-3));
        Assert.That((double)ten["epsilonLowerBound"]!, Is.LessThan((double)one["epsilonLowerBound"]!));
        Assert.That((double)one["largestPossible"]!, Is.EqualTo((double)one["epsilonLowerBound"]!));
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
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "1e-5", "--sampling-rate", "0.5", "--steps", "9", "--accountant", "exact")]
    [TestCase("account", "epsilon", "--delta", "1e-5")]
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "1e-5", "--mechanism", "skellam", "--sampling-rate", "0.5")]
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "1e-5", "--mechanism", "laplace", "--sampling-rate", "0.5", "--group", "2")]
    [TestCase("account", "epsilon", "--noise-multiplier", "1", "--delta", "1e-5", "--steps", "0")]
    [TestCase("account", "sigma", "--epsilon", "0", "--delta", "1e-5")]
    [TestCase("account", "delta", "--epsilon", "-1", "--noise-multiplier", "1")]
    [TestCase("audit", "bound", "--tp", "1", "--fn", "1", "--fp", "1", "--tn", "1", "--tried", "0")]
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
        Assert.That((bool)json["fitForProduction"]!);
        var modelled = json["cost"]!["modelledRoundSeconds"]!;
        Assert.That((double)modelled["mobile"]!, Is.GreaterThan((double)modelled["wan"]!));
        Assert.That((double)modelled["wan"]!, Is.GreaterThan((double)modelled["lan"]!));
    }

    [TestCase("memory")]
    [TestCase("tcp")]
    public async Task Keys_from_a_seed_are_named_unfit_for_production_over_any_transport(string transport)
    {
        string[] command =
            ["aggregate", "--protocol", "secure-aggregation", "--clients", "3", "--parameters", "20", "--rounds", "2", "--transport", transport, "--reproducible-keys"];
        var shell = await Shell.RunAsync(command);
        var json = JsonNode.Parse((await Shell.RunAsync([.. command, "--json"])).Output)!;

        Assert.That(shell.Output, Does.Contain("The sum is that in the clear.").And.Contain("unfit for production").And.Contain("over mobile"));
        Assert.That(((bool)json["correct"]!, (bool)json["fitForProduction"]!), Is.EqualTo((true, false)));
    }

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
