using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench account</c>: privacy accounting alone, of noise that is added again and again.</summary>
internal static class AccountVerb
{
    private static readonly Option<double> Noise = new("--noise-multiplier")
    {
        Description = "The noise's deviation (Laplace: scale) over the sensitivity.",
        HelpName = "S",
        Required = true,
    };

    private static readonly Option<double> Target = new("--epsilon") { Description = "The wanted epsilon.", HelpName = "E", Required = true };

    private static readonly Option<double> Delta = new("--delta") { Description = "Delta, between 0 and 1.", HelpName = "D", Required = true };

    private static readonly Option<double> Rate = new("--sampling-rate")
    {
        Description = "Poisson sampling rate, above 0 and at most 1.",
        HelpName = "Q",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Steps = new("--steps") { Description = "How often noise is added.", HelpName = "T", DefaultValueFactory = _ => 1 };

    private static readonly Option<string> Mechanism = Choice("--mechanism", "gaussian", "gaussian", "laplace");

    private static readonly Option<string> Method = Choice("--accountant", "pld", "pld", "rdp", "exact");

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var epsilon = new Verb(
            "epsilon", "The epsilon that noise gives.",
            "privacybench account epsilon --noise-multiplier 1 --sampling-rate 0.01 --steps 1000 --delta 1e-5")
        {
            Noise, Rate, Steps, Delta, Mechanism, Method, Json,
        };
        epsilon.SetAction(parsed => Checked(() => Epsilon(parsed)));
        var sigma = new Verb(
            "sigma", "The Gaussian noise multiplier that an epsilon needs.",
            "privacybench account sigma --epsilon 4 --delta 1e-5 --sampling-rate 0.01 --steps 1000")
        {
            Target, Delta, Rate, Steps, Json,
        };
        sigma.SetAction(parsed => Checked(() => Sigma(parsed)));
        return new Verb(
            "account", "Accounts for differential privacy: epsilon from noise, or noise from epsilon.",
            "privacybench account epsilon --noise-multiplier 1 --delta 1e-5") { epsilon, sigma };
    }

    private static void Epsilon(ParseResult parsed)
    {
        var (noise, rate, delta) = (parsed.GetValue(Noise), parsed.GetValue(Rate), parsed.GetValue(Delta));
        IMechanism mechanism = parsed.GetValue(Mechanism) switch
        {
            "laplace" when rate < 1 => throw new WrongInputException("--sampling-rate: sampled Laplace noise is not accounted for; allowed: 1."),
            "laplace" => new Laplace(noise),
            _ => new Gaussian(noise, rate),
        };
        if (parsed.GetValue(Method) == "exact" && rate < 1)
        {
            throw new WrongInputException("--accountant: found exact; allowed: pld or rdp, since sampled noise has no closed form.");
        }

        (IMechanism, int)[] steps = [(mechanism, parsed.GetValue(Steps))];
        var account = parsed.GetValue(Method) == "rdp"
            ? new Account(0, RenyiAccountant.Epsilon(steps, delta).Epsilon, "rdp")
            : Accountant.Epsilon(steps, delta);
        Tell(parsed, new()
        {
            ["epsilon"] = account.Upper,
            ["lower"] = account.Lower,
            ["upper"] = account.Upper,
            ["delta"] = delta,
            ["accountant"] = account.Name,
            ["unit"] = "one unit of the sensitivity",
            ["adjacency"] = "add-or-remove",
        });
    }

    private static void Sigma(ParseResult parsed)
    {
        var (delta, rate, steps) = (parsed.GetValue(Delta), parsed.GetValue(Rate), parsed.GetValue(Steps));
        var noise = Calibration.NoiseMultiplier(parsed.GetValue(Target), delta, rate, steps);
        var account = Accountant.Epsilon([(new Gaussian(noise, rate), steps)], delta);
        Tell(parsed, new()
        {
            ["noiseMultiplier"] = noise,
            ["epsilon"] = account.Upper,
            ["delta"] = delta,
            ["accountant"] = account.Name,
            ["unit"] = "one unit of the sensitivity",
            ["adjacency"] = "add-or-remove",
        });
    }

    private static void Tell(ParseResult parsed, JsonObject facts)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            JsonText.Write(facts, output);
            return;
        }

        foreach (var (name, value) in facts)
        {
            output.WriteLine($"{name,-15} {value}");
        }
    }

    /// <summary>What the mathematics refuses is a wrong argument.</summary>
    private static void Checked(Action action)
    {
        try
        {
            action();
        }
        catch (ArgumentException e)
        {
            throw new WrongInputException(e.Message.ReplaceLineEndings(" "));
        }
    }

    private static Option<string> Choice(string name, string usual, params string[] allowed)
    {
        var option = new Option<string>(name) { Description = $"One of {string.Join(", ", allowed)}.", DefaultValueFactory = _ => usual };
        option.AcceptOnlyFromAmong(allowed);
        return option;
    }
}
