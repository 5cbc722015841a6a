using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sentences;

/// <summary>The verdicts on the scenario's claims, those that fail by name.</summary>
internal static class VerdictSentences
{
    private const int Named = 3;

    public static IEnumerable<string> Of(IReadOnlyList<ClaimResult> claims)
    {
        if (claims.Count == 0)
            yield break;
        yield return $"Of {Numbers.Count(claims.Count)} claims, each judged in its partition, {Words.Counted(claims)}.";
        foreach (var (verdict, word) in new[] { (Verdict.Fails, "Fails"), (Verdict.Inconclusive, "Inconclusive") })
        {
            var found = claims.Where(c => c.Verdict == verdict).ToList();
            foreach (var claim in found.Take(Named))
                yield return $"{word}: {Words.Of(claim.Claim)} ({claim.Partition}). {claim.Evidence}";
            if (found.Count > Named)
                yield return $"{word} too: {Numbers.Count(found.Count - Named)} more, listed under the claims.";
        }
    }
}
