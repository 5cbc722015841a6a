using System.CommandLine;
using System.Text.Json.Nodes;
using PrivacyBench.Measurement;
using PrivacyBench.Reports;

namespace PrivacyBench.Cli.Verbs;

/// <summary><c>privacybench measure</c>: metrics and intervals of any attack's scores.</summary>
internal static class MeasureVerb
{
    private static readonly Option<string> Scores = new("--scores")
    {
        Description = "A CSV file with the columns score,member[,federation][,record].",
        HelpName = "FILE",
        Required = true,
    };

    private static readonly Option<double> Confidence = new("--confidence")
    {
        Description = "The confidence of the intervals, between 0.5 and 1.",
        DefaultValueFactory = _ => Intervals.Default.Confidence,
    };

    private static readonly Option<long> Seed = new("--seed") { Description = "The seed of folds and bootstrap.", DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Attacks = new("--attacks")
    {
        Description = "How many attacks were tried, which the lower bound on epsilon is corrected for.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Json = JsonText.Option();

    public static Command Create()
    {
        var verb = new Verb(
            "measure", "Measures any attack's membership scores, also those of other tools.", "privacybench measure --scores scores.csv --json")
        {
            Scores, Confidence, Seed, Attacks, Json,
        };
        verb.SetAction(parsed =>
        {
            var intervals = new Intervals(CheckedConfidence(parsed.GetValue(Confidence)));
            var tried = CheckedAttacks(parsed.GetValue(Attacks));
            var (cell, random) = (Read(parsed.GetRequiredValue(Scores)), new RandomStream(parsed.GetValue(Seed)));
            var measures = MembershipMeasures.Of(cell, random, intervals);
            var epsilon = EmpiricalEpsilon.Of(cell, random.Named("epsilon"), intervals.Confidence, tried);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(Json))
            {
                JsonText.Write(ToJson(measures, epsilon), output);
            }
            else
            {
                Write(measures, epsilon, output);
            }
        });
        return verb;
    }

    private static double CheckedConfidence(double value) => value is > 0.5 and < 1
        ? value
        : throw new WrongInputException(FormattableString.Invariant($"--confidence: found {value}; allowed: a number above 0.5 and below 1."));

    private static int CheckedAttacks(int value) => value >= 1
        ? value
        : throw new WrongInputException(FormattableString.Invariant($"--attacks: found {value}; allowed: a whole number from 1."));

    private static IReadOnlyList<ScoredFederation> Read(string file)
    {
        try
        {
            return MembershipScores.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"--scores: {e.Message} Allowed: a CSV file with the columns score,member.");
        }
    }

    /// <summary>What is probably wrong with the scores, or null. An attack may do worse than guessing by chance, but not by its whole interval.</summary>
    private static string? Hint(MembershipMeasures measures) => measures.Auc.Below(0.5)
        ? $"The direction looks reversed: members score lower than non-members (AUC {Numbers.Interval(measures.Auc, 3)}). Higher must mean likelier a member; "
            + $"with the sign turned, the AUC would be {Numbers.Fixed(1 - measures.Auc.Value, 3)}."
        : null;

    private static JsonObject ToJson(MembershipMeasures measures, EmpiricalEpsilon epsilon) => new()
    {
        ["auc"] = ToJson(measures.Auc),
        ["advantage"] = ToJson(measures.Advantage),
        ["balancedAccuracy"] = ToJson(measures.BalancedAccuracy),
        ["tprAtFpr"] = new JsonArray([.. measures.TprAtFpr.Select(ToJson)]),
        ["tpr"] = ToJson(measures.Tpr),
        ["fpr"] = ToJson(measures.Fpr),
        ["epsilonLowerBound"] = epsilon.LowerBound,
        ["epsilonCeiling"] = epsilon.Ceiling,
        ["epsilonReason"] = epsilon.Reason,
        ["resampled"] = measures.Resampled == ResamplingUnit.RecordsOnly ? "recordsOnly" : "federations",
        ["members"] = measures.Members,
        ["nonMembers"] = measures.NonMembers,
        ["federations"] = measures.Federations,
        ["hint"] = Hint(measures),
    };

    private static JsonObject ToJson(Rate rate) => new() { ["value"] = rate.Value, ["low"] = rate.Low, ["high"] = rate.High };

    private static JsonObject ToJson(TprAtFpr rate)
    {
        var written = new JsonObject
        {
            ["fpr"] = rate.Fpr,
            ["value"] = rate.Value,
            ["low"] = rate.Low,
            ["high"] = rate.High,
            ["resolvable"] = rate.Resolvable,
        };
        if (rate.Reason is not null)
        {
            written["reason"] = rate.Reason;
        }

        return written;
    }

    private static void Write(MembershipMeasures measures, EmpiricalEpsilon epsilon, TextWriter output)
    {
        output.WriteLine($"{Numbers.Count(measures.Members)} members, {Numbers.Count(measures.NonMembers)} non-members, {measures.Federations} federations");
        output.WriteLine($"AUC                {Numbers.Interval(measures.Auc, 3)}   (0.5 is guessing)");
        output.WriteLine($"advantage          {Numbers.Interval(measures.Advantage, 3)}   (0 is guessing, 1 always right)");
        output.WriteLine($"balanced accuracy  {Numbers.Interval(measures.BalancedAccuracy, 3)}");
        foreach (var rate in measures.TprAtFpr)
        {
            var value = rate is { Value: { } v, Low: { } low, High: { } high } ? Numbers.Interval(new(v, low, high), 3) : $"unknown: {rate.Reason}";
            output.WriteLine($"{$"TPR at FPR {Numbers.Significant(100 * rate.Fpr)}%",-17}  {value}");
        }

        output.WriteLine($"at the thresholds  TPR {Numbers.Interval(measures.Tpr, 3)}, FPR {Numbers.Interval(measures.Fpr, 3)}   (as if records were independent)");
        output.WriteLine(epsilon is { LowerBound: { } bound, Ceiling: { } ceiling }
            ? $"epsilon at least   {Numbers.Fixed(bound, 3)}   (of replacing one record, at delta 0.00001; a perfect attack would show {Numbers.Fixed(ceiling, 3)})"
            : $"epsilon at least   unknown: {epsilon.Reason}");
        if (Hint(measures) is { } hint)
        {
            output.WriteLine(hint);
        }

        if (measures.Resampled == ResamplingUnit.RecordsOnly)
        {
            output.WriteLine("There is one federation: the intervals say nothing about other federations.");
        }
    }
}
