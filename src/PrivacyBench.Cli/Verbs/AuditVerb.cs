using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using PrivacyBench.Accounting.Audits;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench audit</c>: an empirical lower bound on epsilon from counts.</summary>
internal static class AuditVerb
{
    private static readonly string[] Methods = ["clopper-pearson", "gdp", "one-run", "one-run-fdp"];

    private static readonly Option<string> Method = new("--method")
    {
        Description = $"One of {string.Join(", ", Methods)}.",
        DefaultValueFactory = _ => Methods[0],
    };

    private static readonly Option<int> TruePositives = Count("--tp", "Members that were called members.");
    private static readonly Option<int> FalseNegatives = Count("--fn", "Members that were not.");
    private static readonly Option<int> FalsePositives = Count("--fp", "Non-members that were called members.");
    private static readonly Option<int> TrueNegatives = Count("--tn", "Non-members that were not.");
    private static readonly Option<int> Canaries = Count("--canaries", "One run: canaries, each in or out by a fair coin.");
    private static readonly Option<int> Made = Count("--guesses", "One run: guesses made.");
    private static readonly Option<int> Right = Count("--correct", "One run: guesses that were right.");
    private static readonly Option<double> Delta = new("--delta") { Description = "Delta, from 0 to 1.", HelpName = "D", DefaultValueFactory = _ => 1e-5 };

    private static readonly Option<double> Confidence = new("--confidence")
    {
        Description = "The confidence of the bound, between 0.5 and 1.",
        DefaultValueFactory = _ => 0.95,
    };

    private static readonly Option<int> Tried = new("--tried")
    {
        Description = "How many thresholds or attacks were tried on these trials: the significance is divided by it.",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        Method.AcceptOnlyFromAmong(Methods);
        var bound = new Verb(
            "bound", "A lower bound on epsilon from what an attack achieved.",
            "privacybench audit bound --tp 90 --fn 10 --fp 5 --tn 95 --delta 1e-5")
        {
            Method, TruePositives, FalseNegatives, FalsePositives, TrueNegatives, Canaries, Made, Right, Delta, Confidence, Tried, Json,
        };
        bound.SetAction(Run);
        return new Verb("audit", "Bounds epsilon from below by what an attack achieved.", "privacybench audit bound --tp 90 --fn 10 --fp 5 --tn 95") { bound };
    }

    private static void Run(ParseResult parsed)
    {
        try
        {
            Tell(parsed);
        }
        catch (ArgumentException e)
        {
            throw new WrongInputException(e.Message.ReplaceLineEndings(" "));
        }
    }

    private static void Tell(ParseResult parsed)
    {
        var method = parsed.GetRequiredValue(Method);
        var (delta, confidence) = (parsed.GetValue(Delta), parsed.GetValue(Confidence));
        if (confidence is not (> 0.5 and < 1))
        {
            throw new WrongInputException(FormattableString.Invariant($"--confidence: found {confidence}; allowed: a number above 0.5 and below 1."));
        }

        if (parsed.GetValue(Tried) < 1)
        {
            throw new WrongInputException(FormattableString.Invariant($"--tried: found {parsed.GetValue(Tried)}; allowed: a whole number from 1."));
        }

        var significance = (1 - confidence) / parsed.GetValue(Tried);
        var bound = method.StartsWith("one-run", StringComparison.Ordinal)
            ? OfOneRun(new(parsed.GetValue(Canaries), parsed.GetValue(Made), parsed.GetValue(Right)), method, delta, significance)
            : OfCounts(
                new(
                    parsed.GetValue(TruePositives), parsed.GetValue(TruePositives) + parsed.GetValue(FalseNegatives), parsed.GetValue(FalsePositives),
                    parsed.GetValue(FalsePositives) + parsed.GetValue(TrueNegatives)),
                method, delta, significance);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            JsonText.Write(
                new JsonObject
                {
                    ["epsilonLowerBound"] = bound.Epsilon,
                    ["method"] = method,
                    ["confidence"] = confidence,
                    ["delta"] = delta,
                    ["largestPossible"] = bound.Ceiling,
                },
                output);
            return;
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"epsilon is at least {bound.Epsilon:0.####} at {100 * confidence:0.#}% confidence and delta {delta} ({method})."));
        if (method is "gdp" or "one-run-fdp")
        {
            output.WriteLine("This holds for mechanisms with a Gaussian trade-off curve only; on others it can exceed the true epsilon.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A perfect attack on as many could show {bound.Ceiling:0.####}: a bound near it says little."));
    }

    private static (double Epsilon, double Ceiling) OfCounts(Counts counts, string method, double delta, double significance)
    {
        double Bound(Counts of) => method == "gdp"
            ? CountAudit.GaussianEpsilon(of, delta, significance)
            : CountAudit.ClopperPearsonEpsilon(of, delta, significance);
        return (Bound(counts), Bound(counts.Perfect));
    }

    private static (double Epsilon, double Ceiling) OfOneRun(Guesses guesses, string method, double delta, double significance)
    {
        double Bound(Guesses of) => method == "one-run-fdp" ? OneRunAudit.GaussianEpsilon(of, delta, significance) : OneRunAudit.Epsilon(of, delta, significance);
        return (Bound(guesses), Bound(guesses.Perfect));
    }

    private static Option<int> Count(string name, string description) => new(name) { Description = description, HelpName = "N" };
}
