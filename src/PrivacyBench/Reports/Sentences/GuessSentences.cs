using System.Globalization;
using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>What is known of a record's client without any model: it comes first, for no defense of training changes it.</summary>
internal static class GuessSentences
{
    /// <summary>Where a record by itself tells its client best: what is so named, and by blind guessing; null where clients have no natural origin.</summary>
    public static (string Partition, double Guess, double Blind)? Largest(Results results) =>
        (from cell in results.Cells
         from attack in cell.Attacks
         where attack.Baselines?.Any(b => b.Name == "record") == true && attack.Accuracy?.Above(Blind(results)) == true
         orderby attack.Accuracy!.Value.Value descending, cell.Partition
         select ((string, double, double)?)(cell.Partition, attack.Accuracy!.Value.Value, Blind(results))).FirstOrDefault();

    public static IEnumerable<string> Of(Results results)
    {
        var blind = Blind(results);
        return from cell in results.Cells
               let guess = cell.Attacks.FirstOrDefault(a => a.IsBaseline)
               where guess?.Accuracy is { } accuracy && accuracy.Above(blind)
               group (cell, guess) by cell.Partition into partition
               let most = partition.OrderByDescending(g => g.guess.Accuracy!.Value.Value).ThenBy(g => g.cell.Position, StringComparer.Ordinal).First().guess
               orderby most.Accuracy!.Value.Value descending, partition.Key
               select Sentence(partition.Key, most, blind);
    }

    private static double Blind(Results results) =>
        double.TryParse(ScenarioText.At(results.Scenario, "federation", "clients"), CultureInfo.InvariantCulture, out var n) && n > 1 ? 1 / n : double.NaN;

    private static string Sentence(string partition, AttackResult guess, double blind)
    {
        var by = guess.Baselines!.OrderByDescending(b => b.Accuracy.Value).ThenBy(b => b.Name, StringComparer.Ordinal).First().Name switch
        {
            "record" => "a record by itself",
            "label-counts" => "its label, with the clients' label counts,",
            _ => "the size of the clients",
        };
        return $"Without any model, {by} names the client of {Numbers.Percent(guess.Accuracy!.Value.Value)} of records, where blind guessing names "
            + $"{Numbers.Percent(blind)} ({partition}): no defense of training changes that.";
    }
}
