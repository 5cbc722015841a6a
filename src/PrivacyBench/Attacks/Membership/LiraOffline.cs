using MathNet.Numerics.Statistics;
using PrivacyBench.Data;
using PrivacyBench.Views;

namespace PrivacyBench.Attacks.Membership;

/// <summary>
/// The offline likelihood-ratio attack: Φ((φ − μ_out)/σ_out), with φ the scaled logit of the final model and μ_out, σ_out its
/// centre and spread among references that did not train on the record (Carlini et al. 2022, section VI, equation 4; the
/// one-sided test of the paper, not the two-sided density of its script).
/// </summary>
/// <remarks>
/// The score is the standardised value itself, of which Φ is a monotone function that would round to 1 far out. The centre is
/// a median. With fewer than 64 OUT references one spread serves all records, estimated from all their residuals.
/// </remarks>
public sealed record LiraOffline : MembershipAttack<FinalModel>
{
    private const int ReferencesForOwnSpread = 64;

    /// <inheritdoc/>
    protected override double[] Score(FinalModel seen, References<FinalModel> references, Candidates candidates, RandomStream random)
    {
        var target = seen.Query(candidates);
        var models = Enumerable.Range(0, references.Count).Select(r => references.Seen(r).Query(candidates)).ToArray();
        var outs = Enumerable.Range(0, candidates.Count)
            .Select(i => models.Where((_, r) => !references.IsMember(r, i)).Select(m => m.ScaledLogit(i)).ToArray())
            .ToArray();
        var all = Statistics.Median(outs.SelectMany(of => of));
        var centres = outs.Select(of => of.Length == 0 ? all : of.Median()).ToArray();
        var shared = Spread(outs.SelectMany((of, i) => of.Select(phi => phi - centres[i])));
        return
        [
            .. outs.Select((of, i) =>
                (target.ScaledLogit(i) - centres[i])
                / (of.Length < ReferencesForOwnSpread ? shared : Spread(of.Select(phi => phi - centres[i])))),
        ];
    }

    /// <summary>The root of the mean squared residual; a floor keeps identical references from dividing by zero.</summary>
    private static double Spread(IEnumerable<double> residuals) =>
        Math.Max(1e-9, Math.Sqrt(residuals.Select(r => r * r).DefaultIfEmpty(1).Mean()));
}
