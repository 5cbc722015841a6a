using PrivacyBench.Verdicts;
using PrivacyBench.Verdicts.Sanity;

namespace PrivacyBench.Reports;

/// <summary>What an evaluation says of itself, without a baseline: its claims, its guarantees and its own sanity.</summary>
/// <param name="Claims">The scenario's claims.</param>
/// <param name="Refuted">Guarantees that the measurements refute.</param>
/// <param name="Insane">Sanity rules that fail.</param>
internal sealed record Outcome(IReadOnlyList<ClaimResult> Claims, IReadOnlyList<Refutation> Refuted, IReadOnlyList<SanityResult> Insane)
{
    /// <summary>The verdict on all of it.</summary>
    public Verdict Verdict => Verdicts.Claims.Together(
        [.. Claims.Select(c => c.Verdict), .. Refuted.Select(_ => Verdict.Fails), .. Insane.Select(_ => Verdict.Fails)]);

    public static Outcome Of(Results results) => new(
        results.Claims,
        Refutation.All(results.Cells, results.Defenses),
        [.. results.Sanity.Where(s => s.Verdict == Verdict.Fails)]);
}
