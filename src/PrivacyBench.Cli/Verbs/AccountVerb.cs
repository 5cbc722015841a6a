using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Accounting;
using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench account</c>: privacy accounting alone, of noise that is added again and again.</summary>
internal static class AccountVerb
{
    private static readonly Option<double?> Noise = new("--noise-multiplier")
    {
        Description = "The noise's deviation (Laplace: scale) over the sensitivity; of integer noise the deviation itself.",
        HelpName = "S",
    };

    private static readonly Option<double?> Response = new("--response-epsilon")
    {
        Description = "The pure epsilon of one randomized response.",
        HelpName = "E",
    };

    private static readonly Option<double> Target = new("--epsilon") { Description = "The wanted epsilon.", HelpName = "E", Required = true };

    private static readonly Option<double> Delta = new("--delta")
    {
        Description = "Delta: 0, which only pure mechanisms keep, or from 1e-100 to 0.999.",
        HelpName = "D",
        Required = true,
    };

    private static readonly Option<double> Rate = new("--sampling-rate")
    {
        Description = "Poisson sampling rate, from 1e-8 to 1. Batches of a fixed size are not Poisson samples.",
        HelpName = "Q",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Steps = new("--steps") { Description = "How often noise is added.", HelpName = "T", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Group = new("--group")
    {
        Description = "How many units are added, removed or replaced together.",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string> Mechanism =
        Choice("--mechanism", "gaussian", "gaussian", "laplace", "discrete-gaussian", "skellam", "randomized-response");

    private static readonly Option<string> Neighbours = Choice("--adjacency", "add-or-remove", "add-or-remove", "replace-one");

    private static readonly Option<string> Method = Choice("--accountant", "pld", "pld", "rdp", "exact");

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var epsilon = new Verb(
            "epsilon", "The epsilon that noise gives.",
            "privacybench account epsilon --noise-multiplier 1 --sampling-rate 0.01 --steps 1000 --delta 1e-5")
        {
            Noise, Response, Rate, Steps, Delta, Mechanism, Neighbours, Group, Method, Json,
        };
        epsilon.SetAction(parsed => Checked(() => Epsilon(parsed)));
        var delta = new Verb(
            "delta", "The delta that noise leaves at an epsilon.",
            "privacybench account delta --epsilon 2 --noise-multiplier 1 --sampling-rate 0.01 --steps 1000")
        {
            Target, Noise, Response, Rate, Steps, Mechanism, Neighbours, Group, Json,
        };
        delta.SetAction(parsed => Checked(() => OfEpsilon(parsed)));
        var sigma = new Verb(
            "sigma", "The noise that an epsilon needs.",
            "privacybench account sigma --epsilon 4 --delta 1e-5 --sampling-rate 0.01 --steps 1000")
        {
            Target, Delta, Rate, Steps, Mechanism, Neighbours, Group, Json,
        };
        sigma.SetAction(parsed => Checked(() => Sigma(parsed)));
        return new Verb(
            "account", "Accounts for differential privacy: epsilon or delta from noise, or noise from epsilon.",
            "privacybench account epsilon --noise-multiplier 1 --delta 1e-5") { epsilon, delta, sigma };
    }

    private static void Epsilon(ParseResult parsed)
    {
        var delta = parsed.GetValue(Delta);
        (IMechanism, int)[] steps = [(NoiseMechanism.Of(Given(parsed, NoiseGiven(parsed))), parsed.GetValue(Steps))];
        var account = Accountant.Epsilon(steps, delta);
        if (parsed.GetValue(Method) == "rdp")
        {
            account = account with { Upper = RenyiAccountant.Epsilon(steps, delta).Epsilon, Name = "rdp" };
        }

        if (parsed.GetValue(Method) == "exact" && account.Name != "exact")
        {
            throw new WrongInputException("--accountant: found exact; allowed: pld or rdp, since this composition has no closed form.");
        }

        Tell(parsed, new(Reason(account))
        {
            ["epsilon"] = Number(account.Upper),
            ["lower"] = account.Lower is { } lower ? Number(lower) : null,
            ["upper"] = Number(account.Upper),
            ["delta"] = delta,
            ["accountant"] = account.Name,
            ["advantageCeiling"] = Accountant.Advantage(steps),
        });
    }

    private static void OfEpsilon(ParseResult parsed)
    {
        (IMechanism, int)[] steps = [(NoiseMechanism.Of(Given(parsed, NoiseGiven(parsed))), parsed.GetValue(Steps))];
        var delta = Accountant.Delta(steps, parsed.GetValue(Target));
        Tell(parsed, new()
        {
            ["delta"] = delta.Upper,
            ["lower"] = delta.Lower,
            ["upper"] = delta.Upper,
            ["epsilon"] = parsed.GetValue(Target),
        });
    }

    private static void Sigma(ParseResult parsed)
    {
        var (delta, steps) = (parsed.GetValue(Delta), parsed.GetValue(Steps));
        IReadOnlyList<(IMechanism, int)> With(double noise) => [(NoiseMechanism.Of(Given(parsed, noise)), steps)];
        var (least, most) = NoiseMechanism.Range(Given(parsed, 1));
        var found = Calibration.Noise(parsed.GetValue(Target), delta, least, most, With);
        var account = Accountant.Epsilon(With(found), delta);
        if (found <= least)
        {
            throw new WrongInputException(FormattableString.Invariant(
                $"--epsilon: found {parsed.GetValue(Target)}; the search ends at a noise of {least}, the least that is accounted for, which gives {account.Upper:0.####}; allowed: an epsilon below that."));
        }

        Tell(parsed, new(Reason(account))
        {
            ["noiseMultiplier"] = found,
            ["epsilon"] = Number(account.Upper),
            ["lower"] = account.Lower is { } lower ? Number(lower) : null,
            ["upper"] = Number(account.Upper),
            ["delta"] = delta,
            ["accountant"] = account.Name,
        });
    }

    private static NoiseMechanism Given(ParseResult parsed, double noise) => new(
        parsed.GetRequiredValue(Mechanism), noise, parsed.GetValue(Rate), parsed.GetRequiredValue(Neighbours), parsed.GetValue(Group));

    private static double NoiseGiven(ParseResult parsed)
    {
        var option = parsed.GetValue(Mechanism) == "randomized-response" ? Response : Noise;
        return parsed.GetValue(option) ?? throw new WrongInputException($"{option.Name}: missing; needed for this mechanism.");
    }

    /// <summary>Why there is no lower bound, where there is none.</summary>
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Reason(Account account) => account.Lower is null
        ? [new("reason", "Only divergences are known of this mechanism, and they bound epsilon from above alone.")]
        : [];

    private static JsonNode Number(double epsilon) => double.IsPositiveInfinity(epsilon) ? "unbounded" : epsilon;

    private static void Tell(ParseResult parsed, JsonObject facts)
    {
        facts["unit"] = "one unit of the sensitivity";
        facts["adjacency"] = parsed.GetValue(Mechanism) == "randomized-response" ? "replace-one" : parsed.GetValue(Neighbours);
        facts["samplingRate"] = parsed.GetValue(Rate);
        facts["steps"] = parsed.GetValue(Steps);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            JsonText.Write(facts, output);
            return;
        }

        foreach (var (name, value) in facts)
        {
            output.WriteLine($"{name,-17} {value}");
        }
    }

    /// <summary>What the mathematics refuses is a wrong argument.</summary>
    private static void Checked(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
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
