using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>What is known of a record's client without any model: it comes first, for no defense of training changes it.</summary>
internal static class GuessSentences
{
    public static IEnumerable<string> Of(Results results)
    {
        var clients = double.TryParse(ScenarioText.At(results.Scenario, "federation", "clients"), System.Globalization.CultureInfo.InvariantCulture, out var n) && n > 1 ? n : double.NaN;
        return from cell in results.Cells
               let guess = cell.Attacks.FirstOrDefault(a => a.IsBaseline)
               where guess?.Accuracy is { } accuracy && accuracy.Above(1 / clients)
               group (cell, guess) by cell.Partition into partition
               let most = partition.OrderByDescending(g => g.guess.Accuracy!.Value.Value).ThenBy(g => g.cell.Position, StringComparer.Ordinal).First().guess
               orderby most.Accuracy!.Value.Value descending, partition.Key
               select Sentence(partition.Key, most, 1 / clients);
    }

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
