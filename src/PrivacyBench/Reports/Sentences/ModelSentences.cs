using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>Models that cannot be told from always naming the largest class: they leak little because they have learnt little.</summary>
internal static class ModelSentences
{
    public static IEnumerable<string> Of(IReadOnlyList<DefenseResult> defenses) =>
        from defense in defenses
        where !defense.Utility.Works
        group defense by defense.Partition into partition
        orderby partition.Key
        let chance = partition.First().Utility.ChanceAccuracy!.Value
        select $"Under {Words.List([.. partition.Select(d => d.Defense).Order(StringComparer.Ordinal)])} this model no longer works ({partition.Key}): its accuracy of "
            + $"{Range(partition)} cannot be told from that of always naming the largest class, {Numbers.Fixed(chance)}.";

    private static string Range(IEnumerable<DefenseResult> defenses)
    {
        var accuracies = defenses.Select(d => Numbers.Fixed(d.Utility.TestAccuracy.Value)).Distinct().Order(StringComparer.Ordinal).ToList();
        return accuracies.Count == 1 ? accuracies[0] : $"{accuracies[0]} to {accuracies[^1]}";
    }
}
