using System.Globalization;

namespace PrivacyBench.Reports.Sentences;

/// <summary>What to take against a leak.</summary>
/// <param name="Best">Of those that do best within the accepted loss of accuracy, the one of the lowest price; null where none helps.</param>
/// <param name="Equal">Those that do as well at a higher price, by price.</param>
/// <param name="ToChance">What brings the advantage to chance at whatever price, where <see cref="Best"/> does not; null where nothing does.</param>
internal sealed record Recommendation(Remedy? Best, IReadOnlyList<Remedy> Equal, Remedy? ToChance)
{
    private const double UsualLoss = 0.05;

    /// <summary>The loss of accuracy that the scenario accepts.</summary>
    public static double LossOf(Results results) =>
        double.TryParse(ScenarioText.At(results.Scenario, "accuracyLoss"), CultureInfo.InvariantCulture, out var set) ? set : UsualLoss;

    public static Recommendation Among(IReadOnlyList<Remedy> remedies, double loss)
    {
        var affordable = remedies.Where(r => r.IsAffordable(loss)).ToList();
        var equal = Remedy.ByPrice(Strongest(affordable)).ToList();
        var best = equal.FirstOrDefault();
        var toChance = best?.ReachesChance == true ? null : Remedy.ByPrice(remedies.Where(r => r.ReachesChance)).FirstOrDefault();
        return new(best, [.. equal.Skip(1)], toChance);
    }

    /// <summary>Those under which nothing beats guessing; else those whose worst position cannot be told from the least of all.</summary>
    private static IEnumerable<Remedy> Strongest(List<Remedy> remedies)
    {
        if (remedies.Count == 0 || remedies.Any(r => r.ReachesChance))
            return remedies.Where(r => r.ReachesChance);
        var least = remedies.Min(r => r.Most!.Value.Cell.Advantage!.Value.High);
        return remedies.Where(r => r.Most!.Value.Cell.Advantage!.Value.Low <= least);
    }
}
