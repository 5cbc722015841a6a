using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>Single records that stand out after correcting for how many were tried: an average hides them.</summary>
internal static class RecordSentences
{
    public static IEnumerable<string> Of(IReadOnlyList<Cell> cells)
    {
        var worst = cells.Where(c => c.Defense == SummaryTable.Undefended && c.Exposure is { Significant: > 0, Records.Count: > 0 })
            .OrderByDescending(c => c.Exposure!.Significant).ThenByDescending(c => c.Exposure!.Records[0].Auc)
            .ThenBy(c => c.Partition, StringComparer.Ordinal).ThenBy(c => c.Position, StringComparer.Ordinal).FirstOrDefault();
        if (worst?.Exposure is not { } exposure)
            yield break;
        var record = exposure.Records[0];
        var elsewhere = cells.Where(c => c.Defense != SummaryTable.Undefended && c.Partition == worst.Partition && c.Position == worst.Position && c.Exposure is { Significant: > 0 })
            .Select(c => c.Defense).Order(StringComparer.Ordinal).ToList();
        yield return $"{Numbers.Count(exposure.Significant)} {(exposure.Significant == 1 ? "record stands" : "records stand")} out to {Words.Position(worst.Position)} without a defense "
            + $"({worst.Partition}): record {Numbers.Count(record.Record)} ({record.Label}) is told from others {Numbers.Percent(record.Auc)} of the time (corrected p "
            + $"{(record.PValue < 0.001 ? "< 0.001" : Numbers.Significant(record.PValue))}), where the average is {Numbers.Percent(exposure.Usual)}."
            + (elsewhere.Count == 0 ? "" : $" Records still stand out under {Words.Some(elsewhere)}.");
    }
}
