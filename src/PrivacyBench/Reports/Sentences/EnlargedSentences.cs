using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sentences;

/// <summary>Defenses under which a position learns more than without them, all differences tested together (Holm).</summary>
internal static class EnlargedSentences
{
    private const double Level = 0.05;

    public static IEnumerable<string> Of(Results results)
    {
        var confidence = double.TryParse(ScenarioText.At(results.Scenario, "trials", "confidence"), System.Globalization.CultureInfo.InvariantCulture, out var c) ? c : 0.95;
        var federations = PositiveControl.FederationsOf(null, results.Cells);
        if (federations < 2)
            return [];
        var tested = (from defense in results.Defenses
                      from shrink in defense.Shrink
                      where shrink.Difference is { } d && d.Low < d.High
                      select (defense.Partition, defense.Defense, Shrink: shrink, Chance: Difference.Of(shrink.Difference!.Value, federations, confidence).NegativeChance)).ToList();
        var adjusted = Holm.Adjust([.. tested.Select(t => t.Chance)]);
        return from found in tested.Where((_, i) => adjusted[i] < Level)
               group found by (found.Defense, found.Shrink.Goal) into worse
               let most = worse.OrderByDescending(w => w.Shrink.AdvantageWith.Value - w.Shrink.AdvantageWithout.Value)
                   .ThenBy(w => w.Partition, StringComparer.Ordinal).ThenBy(w => w.Shrink.Position, StringComparer.Ordinal).First()
               orderby most.Shrink.AdvantageWith.Value - most.Shrink.AdvantageWithout.Value descending, worse.Key.Defense, worse.Key.Goal
               select $"{worse.Key.Defense} makes a leak larger: the {worse.Key.Goal.Name()} advantage of {Words.Position(most.Shrink.Position)} is {Numbers.Fixed(most.Shrink.AdvantageWith.Value)} "
                   + $"instead of {Numbers.Fixed(most.Shrink.AdvantageWithout.Value)} ({most.Partition})"
                   + (worse.Count() > 1 ? $", and it grows in {Numbers.Count(worse.Count() - 1)} other places." : ".");
    }
}
