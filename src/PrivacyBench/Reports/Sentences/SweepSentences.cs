using PrivacyBench.Measurement;

namespace PrivacyBench.Reports.Sentences;

/// <summary>
/// Where one mechanism was tried with several parameters: taking the best of them costs privacy too. Of a number of runs drawn at random, the best
/// one is (2 + η)ε-private when each is ε-private: 2 to 3 times, by the distribution of the number (η = 1, a geometric one, is Liu and Talwar's).
/// </summary>
internal static class SweepSentences
{
    public static IEnumerable<string> Of(IReadOnlyList<DefenseResult> defenses)
    {
        var most = defenses.Where(d => d.Guarantees.Any(g => !g.Epsilon.IsUnbounded))
            .GroupBy(d => Kind(d.Defense)).Select(g => (Kind: g.Key, Tried: g.Select(d => d.Defense).Distinct().Count()))
            .Where(g => g.Tried > 1).OrderByDescending(g => g.Tried).ThenBy(g => g.Kind, StringComparer.Ordinal).ToList();
        if (most.Count == 0)
            yield break;
        yield return $"{Words.List([.. most.Select(m => m.Kind)])} {(most.Count == 1 ? "was" : "were")} tried with up to {Numbers.Count(most[0].Tried)} settings: to take the one that does best on "
            + "private data costs privacy too, which no ε here counts. The best of a random number of runs has 2 to 3 times the ε of one (Liu and Talwar 2019; "
            + $"Papernot and Steinke 2022); the best of {Numbers.Count(most[0].Tried)} fixed ones up to the sum of their ε. Choose on public data, or before looking.";
    }

    /// <summary>A label without what stands in brackets.</summary>
    private static string Kind(string label) => string.Join(" + ", label.Split(" + ").Select(part => part.Split('(')[0]));
}
