using PrivacyBench.Accounting.Audits;

namespace PrivacyBench.Measurement;

/// <summary>
/// A lower bound on the ε of the mechanism that an attack on membership was run on, for replacing one record by another at
/// δ = <see cref="Delta"/>: ln((TPR_low − δ)/FPR_high) or the same for non-members (Jagielski, Ullman and Oprea 2020).
/// </summary>
/// <param name="LowerBound">The bound, or null with the reason.</param>
/// <param name="Ceiling">What a perfect attack would prove with as many records and federations; null likewise.</param>
/// <param name="Reason">Why there is no bound.</param>
/// <remarks>
/// Thresholds come from the other half of the federations, the confidence is divided by the number of attacks that were tried, and the
/// records of a federation count for fewer than they are where they are correlated; see <see cref="HalvedCounts"/>.
/// </remarks>
public sealed record EmpiricalEpsilon(double? LowerBound, double? Ceiling, string? Reason)
{
    /// <summary>The δ of the claim that is tested.</summary>
    public const double Delta = 1e-5;

    /// <summary>The bound from a cell.</summary>
    /// <param name="cell">The scored federations; together they hold members and non-members.</param>
    /// <param name="random">The stream of the folds.</param>
    /// <param name="confidence">The chance that none of the attacks' bounds lies above the truth, at least.</param>
    /// <param name="tried">How many attacks were tried, at least 1.</param>
    /// <exception cref="ArgumentException">The cell has no federation, no members or no non-members.</exception>
    public static EmpiricalEpsilon Of(IReadOnlyList<ScoredFederation> cell, RandomStream random, double confidence, int tried)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tried, 1);
        var significance = (1 - confidence) / tried;
        double Bound(Counts counts) => CountAudit.ClopperPearsonEpsilon(counts, Delta, significance);
        var of = HalvedCounts.Of(cell, random, significance, Bound);
        return of is { Counts: { } counts, Perfect: { } perfect } ? new(Bound(counts), Bound(perfect), null) : new(null, null, of.Reason);
    }
}
