namespace PrivacyBench.Accounting.Audits;

/// <summary>
/// Lower bounds on ε from counts, with a Clopper-Pearson bound of half the significance for each rate. The threshold behind the
/// counts must come from other trials; the significance is divided by the number of thresholds or attacks that were tried.
/// </summary>
public static class CountAudit
{
    /// <summary>
    /// max{ln((TPR_low − δ)/FPR_high), ln((TNR_low − δ)/FNR_high), 0}: Jagielski, Ullman and Oprea 2020; Nasr et al. 2021.
    /// </summary>
    /// <param name="counts">The attack's decisions.</param>
    /// <param name="delta">The δ of the claim, from 0 to 1.</param>
    /// <param name="significance">The chance of a bound above the truth, above 0 and at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ or the significance lies outside its range.</exception>
    public static double ClopperPearsonEpsilon(Counts counts, double delta, double significance) =>
        Math.Max(PositiveEpsilon(counts, delta, significance), NegativeEpsilon(counts, delta, significance));

    /// <summary>The part of the bound that looks only at those called members: max{ln((TPR_low − δ)/FPR_high), 0}.</summary>
    internal static double PositiveEpsilon(Counts counts, double delta, double significance) => LogRatio(
        ClopperPearson.Lower(counts.TruePositives, counts.Members, significance / 2) - Allowed.Probability(delta),
        ClopperPearson.Upper(counts.FalsePositives, counts.NonMembers, significance / 2));

    /// <summary>
    /// The ε of the Gaussian with μ = Φ⁻¹(1 − FPR_high) − Φ⁻¹(FNR_high), at δ (Nasr et al. 2023). Valid only for mechanisms whose
    /// trade-off curve is Gaussian; on others it can exceed the true ε without bound.
    /// </summary>
    /// <param name="counts">The attack's decisions.</param>
    /// <param name="delta">The δ of the claim, from 1e-100 to 0.999.</param>
    /// <param name="significance">The chance of a bound above the truth, above 0 and at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ or the significance lies outside its range.</exception>
    public static double GaussianEpsilon(Counts counts, double delta, double significance)
    {
        var falsePositive = ClopperPearson.Upper(counts.FalsePositives, counts.NonMembers, significance / 2);
        var falseNegative = ClopperPearson.Upper(counts.Members - counts.TruePositives, counts.Members, significance / 2);
        var mu = NormalTail.Quantile(1 - falsePositive) - NormalTail.Quantile(falseNegative);
        return mu > 0 ? GaussianCurve.Epsilon(mu, delta) : 0;
    }

    private static double NegativeEpsilon(Counts counts, double delta, double significance) => LogRatio(
        ClopperPearson.Lower(counts.NonMembers - counts.FalsePositives, counts.NonMembers, significance / 2) - delta,
        ClopperPearson.Upper(counts.Members - counts.TruePositives, counts.Members, significance / 2));

    private static double LogRatio(double likely, double rare) => likely > rare ? Math.Log(likely / rare) : 0;
}
