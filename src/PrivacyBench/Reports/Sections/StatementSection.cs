using PrivacyBench.Measurement;
using PrivacyBench.Verdicts;

namespace PrivacyBench.Reports.Sections;

/// <summary>What the signer puts a name to: the verdicts in numbers, what they rest on, and the fingerprint of the results.</summary>
internal static class StatementSection
{
    public static ReportSection Of(Results results)
    {
        var outcome = Outcome.Of(results);
        return new("statement", "Statement")
        {
            Paragraphs = [Decided(results, outcome), Tried(results), Fingerprint(results)],
            Points = [.. outcome.Refuted.Select(p => p.Sentence), .. outcome.Insane.Select(s => $"Sanity: {s.Rule} fails at {s.Place}: {s.Evidence}.")],
            IsSigned = true,
        };
    }

    private static string Decided(Results results, Outcome outcome)
    {
        var claims = results.Claims.Count == 0
            ? "The scenario makes no claims, so this report certifies none."
            : $"Of {Numbers.Count(results.Claims.Count)} claims, each judged in its partition, {Words.Counted(results.Claims)}.";
        var promises = Promise.All(results.Cells, results.Defenses).Count;
        var refuted = promises == 0 ? "No guarantee of differential privacy was given."
            : outcome.Refuted.Count == 0 ? $"None of {Numbers.Count(promises)} guarantees of differential privacy is refuted by the attacks (which cannot confirm them)."
            : $"{Numbers.Count(outcome.Refuted.Count)} of {Numbers.Count(promises)} guarantees of differential privacy are refuted by the attacks.";
        var sane = results.Sanity.Count == 0 ? ""
            : outcome.Insane.Count == 0 ? " No sanity rule fails." : $" {Numbers.Count(outcome.Insane.Count)} sanity rules fail: the numbers prove nothing until that is mended.";
        return $"{claims} {refuted}{sane}";
    }

    private static string Tried(Results results)
    {
        var ran = results.Cells.SelectMany(c => c.Attacks).Where(a => a.Status == AttackStatus.Ran).ToList();
        // Rows such as that of guessing are no attacks.
        var attacks = ran.Select(a => a.Name).Distinct().Intersect(results.Adversaries?.Attacks.Select(a => a.Attack) ?? ran.Select(a => a.Name)).Count();
        var positions = results.Cells.Select(c => c.Position).Distinct().Count();
        var federations = ran.Select(a => a.Federations).DefaultIfEmpty(0).Max();
        return $"The verdicts speak of this way of training, over {Numbers.Count(federations)} federations drawn anew, and not of one released model. "
            + $"{Numbers.Count(attacks)} attacks were run from {Numbers.Count(positions)} threat positions. "
            + "What was not tested is listed below and is part of this statement.";
    }

    private static string Fingerprint(Results results) =>
        $"SHA-256 of results.json: {FirstScreen.Fingerprint(results)}. The checksums of every file are in SHA256SUMS.";
}
