using System.Globalization;
using System.Security.Cryptography;
using PrivacyBench.Measurement;
using PrivacyBench.Reports.Sentences;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports;

/// <summary>What a goal comes down to, in percent.</summary>
/// <param name="Title">The goal.</param>
/// <param name="Found">What an adversary gets right undefended, and what guessing does.</param>
/// <param name="By">Who it is and where.</param>
/// <param name="Under">What is left under the best defense, and its price.</param>
internal sealed record Tile(string Title, string Found, string By, string Under);

/// <summary>What can be read in a minute: what was tested, the verdict, a tile for each goal, and what must not be overlooked.</summary>
/// <param name="Tested">What was tested, in a sentence.</param>
/// <param name="Kind">The verdict's class: "holds", "fails", "inconclusive" or "quiet".</param>
/// <param name="Badge">The verdict with its counts.</param>
/// <param name="Tiles">One for each goal.</param>
/// <param name="Warnings">At most three, the gravest first.</param>
internal sealed record FirstScreen(string Tested, string Kind, string Badge, IReadOnlyList<Tile> Tiles, IReadOnlyList<string> Warnings)
{
    private const int MostWarnings = 3;
    private const string Natural = "natural";

    public static FirstScreen Of(IReadOnlyList<SummaryTable> tables, Results results)
    {
        var (outcome, warnings) = (Outcome.Of(results), AllWarnings(results).ToList());
        var (kind, badge) = BadgeOf(outcome);
        var goals = tables.SelectMany(t => t.Rows).Select(r => r.Goal).Distinct().OrderDescending();
        return new(
            TestedIn(results), kind, badge, [.. WithoutModel(results), .. goals.Select(goal => TileOf(goal, tables, results))],
            warnings.Count <= MostWarnings ? warnings
                : [.. warnings.Take(MostWarnings - 1), $"{Numbers.Count(warnings.Count - MostWarnings + 1)} more warnings stand below."]);
    }

    /// <summary>The first digits of the fingerprint of the results, which is above the signature in full.</summary>
    public static string Fingerprint(Results results) => Convert.ToHexStringLower(SHA256.HashData(ResultsFile.ToBytes(results)));

    private static string TestedIn(Results results)
    {
        string? At(params string[] path) => ScenarioText.At(results.Scenario, path);
        var spread = Words.List([.. results.Cells.Select(c => c.Partition).Distinct()]);
        return $"{At("dataset", "name") ?? At("dataset", "path") ?? "Unknown data"} over {At("federation", "clients") ?? "?"} clients ({spread}), "
            + $"{At("federation", "architecture", "kind") ?? At("federation", "architecture") ?? "a model"}, {At("federation", "rounds") ?? "?"} rounds, "
            + $"{At("trials", "federations") ?? "?"} federations for each defense; {results.Provenance.Finished.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, "
            + $"PrivacyBench {results.Environment.Version.Split('+')[0]}, results {Fingerprint(results)[..8]}.";
    }

    private static (string Kind, string Text) BadgeOf(Outcome outcome)
    {
        int Count(Verdict verdict) => outcome.Claims.Count(c => c.Verdict == verdict);
        var built = outcome.Claims.Count(c => c is { Verdict: Verdict.Holds, Basis: Basis.ByConstruction });
        var holds = $"holds {Count(Verdict.Holds) - built} measured + {built} by construction";
        return outcome switch
        {
            { Insane.Count: > 0 } => ("fails", $"✗ fails: {Numbers.Count(outcome.Insane.Count)} sanity rules of the run itself fail"),
            { Refuted.Count: > 0 } => ("fails", $"✗ fails: {Numbers.Count(outcome.Refuted.Count)} guarantees refuted"),
            { Claims.Count: 0 } => ("quiet", "no claims"),
            { Verdict: Verdict.Fails } => ("fails", $"✗ fails: {Count(Verdict.Fails)} of {outcome.Claims.Count} claims; {holds}"),
            { Verdict: Verdict.Inconclusive } => ("inconclusive", $"? inconclusive: {Count(Verdict.Inconclusive)} of {outcome.Claims.Count} claims; {holds}"),
            _ => ("holds", $"✓ {holds}"),
        };
    }

    /// <summary>Where a record by itself tells its client, that comes first: it needs no model, and no defense of training changes it.</summary>
    private static IEnumerable<Tile> WithoutModel(Results results) => GuessSentences.Largest(results) is { } largest
        ? [new("Whose record is it, without any model?", $"found {Numbers.Percent(largest.Guess)}, guessing {Numbers.Percent(largest.Blind)}", $"from the record itself ({largest.Partition})", "no defense of training changes that")]
        : [];

    private static Tile TileOf(Goal goal, IReadOnlyList<SummaryTable> tables, Results results)
    {
        var title = goal switch { Goal.Source => "Whose record is it?", Goal.ClientMembership => "Is it in this client's data?", _ => "Was it trained on?" };
        if (Leak.Worst(tables, goal) is not { } leak)
            return new(title, "no attack beats guessing", "undefended, from any position", "so nothing is shown of the defenses");
        var (found, guess) = Rates(results, leak.Table.Partition, SummaryTable.Undefended, leak.Row.Position, leak.Undefended, goal);
        var who = $"by {Words.Position(leak.Row.Position)}, undefended ({leak.Table.Partition}{(IsArtificial(leak.Table.Partition, results) ? ", an artificial split" : "")})";
        return new(title, $"found {Numbers.Percent(found)}, guessing {Numbers.Percent(guess)}", who, Under(leak, guess, results));
    }

    /// <summary>Whether the clients of the data set are there too, so that another partition is no real one.</summary>
    private static bool IsArtificial(string partition, Results results) =>
        !partition.StartsWith(Natural, StringComparison.Ordinal) && results.Cells.Any(c => c.Partition.StartsWith(Natural, StringComparison.Ordinal));

    private static string Under(Leak leak, double guess, Results results)
    {
        if (leak.Table.Defenses.All(d => d == SummaryTable.Undefended))
            return "no defense was tried";
        var loss = Recommendation.LossOf(results);
        var advice = Recommendation.Among(Remedy.Against(leak, results.Defenses), loss);
        if (advice.Best is not { } best)
            return $"no defense shrinks it everywhere within {Numbers.Significant(100 * loss)} points of accuracy";
        var alike = advice.Equal.Count == 0 ? "" : $" (or {Numbers.Count(advice.Equal.Count)} alike)";
        var left = best.Most is { } most
            ? Numbers.Percent(Rates(results, leak.Table.Partition, best.Defense, most.Row.Position, most.Cell, leak.Row.Goal).Found)
            : $"{Numbers.Percent(guess)} by construction";
        return $"under {best.Defense}{alike}: {left}, {Accuracy(best)}";
    }

    private static string Accuracy(Remedy remedy) => remedy switch
    {
        { AccuracyLost: { } lost, Costs: { } costs } when Math.Abs(lost) >= 0.005 =>
            $"accuracy {Numbers.Fixed(costs.Utility.TestAccuracy.Value)} instead of {Numbers.Fixed(costs.Utility.TestAccuracy.Value + lost)}",
        { AccuracyLost: not null } => "accuracy unchanged",
        _ => "accuracy unknown",
    };

    /// <summary>The share that the strongest attack gets right, never below guessing, and what guessing does.</summary>
    private static (double Found, double Guess) Rates(Results results, string partition, string defense, string position, SummaryCell cell, Goal goal)
    {
        var advantage = cell.Advantage?.Value ?? 0;
        if (goal != Goal.Source)
            return ((1 + advantage) / 2, 0.5);
        var attack = results.Cells.FirstOrDefault(c => c.Partition == partition && c.Defense == defense && c.Position == position)?.Attacks
            .FirstOrDefault(a => a.Goal == goal && !a.IsBaseline && a.Guess is not null);
        var guess = attack?.Guess?.Value ?? 0;
        return (guess + (advantage * (1 - guess)), guess);
    }

    private static IEnumerable<string> AllWarnings(Results results) =>
    [
        .. results.Failed.Select(arm => $"Not measured: {arm.Partition}, {arm.Defense}. {arm.Reason}"),
        .. Outcome.Of(results).Insane.Select(s => $"Sanity: {s.Rule} fails at {s.Place}: {s.Evidence}."),
        .. Outcome.Of(results).Refuted.Select(r => r.Sentence),
        .. results.Defenses.SelectMany(d => d.Warnings.Select(why => $"Unfit as set up: {why}")).Distinct(),
        .. RecordSentences.Of(results.Cells),
        .. EnlargedSentences.Of(results),
        .. ModelSentences.Of(results.Defenses),
    ];
}
