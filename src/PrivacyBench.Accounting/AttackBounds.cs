namespace PrivacyBench.Accounting;

/// <summary>
/// What a guarantee leaves to any attack at all: (ε, δ) after Kairouz, Oh and Viswanath 2015, μ-GDP after Dong, Roth and Su 2022.
/// Rates are from 0 to 1; an infinite ε allows everything.
/// </summary>
public static class AttackBounds
{
    /// <summary>The largest true-positive rate at a false-positive rate: min{e^ε·FPR + δ, 1 − e^{−ε}(1 − δ − FPR), 1}.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate or δ is not from 0 to 1.</exception>
    public static double TruePositiveRate(double falsePositiveRate, Epsilon epsilon, double delta)
    {
        Allowed.Probability(falsePositiveRate);
        Allowed.Probability(delta);
        if (epsilon.IsUnbounded)
        {
            return 1;
        }

        var steep = falsePositiveRate == 0 ? delta : Math.Exp(epsilon.Value) * falsePositiveRate + delta;
        var flat = 1 - Math.Exp(-epsilon.Value) * (1 - delta - falsePositiveRate);
        return Math.Min(1, Math.Min(steep, flat));
    }

    /// <summary>The largest true-positive rate at a false-positive rate under μ-GDP: Φ(Φ⁻¹(FPR) + μ).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to 1, or μ is negative or infinite.</exception>
    public static double TruePositiveRate(double falsePositiveRate, double mu)
    {
        Allowed.Probability(falsePositiveRate);
        Allowed.Within(mu, 0, double.MaxValue, "A Gaussian shift");
        return NormalTail.Below(NormalTail.Quantile(falsePositiveRate) + mu);
    }

    /// <summary>The largest membership advantage (TPR − FPR): (e^ε − 1 + 2δ)/(e^ε + 1).</summary>
    /// <exception cref="ArgumentOutOfRangeException">δ is not from 0 to 1.</exception>
    public static double Advantage(Epsilon epsilon, double delta)
    {
        Allowed.Probability(delta);
        var small = Math.Exp(-epsilon.Value);
        return Math.Min(1, (1 - small + 2 * delta * small) / (1 + small));
    }

    /// <summary>The largest membership advantage under μ-GDP: its total variation 2Φ(μ/2) − 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">μ is negative or infinite.</exception>
    public static double Advantage(double mu)
    {
        Allowed.Within(mu, 0, double.MaxValue, "A Gaussian shift");
        return 1 - 2 * NormalTail.Below(-mu / 2);
    }

    /// <summary>
    /// The largest accuracy of naming a record's client among K under a uniform prior: (e^ε + (K−1)δ)/(K − 1 + e^ε).
    /// </summary>
    /// <param name="clients">How many clients could be the source, at least 1.</param>
    /// <param name="epsilon">
    /// The ε of "the record is at client i" against "at client j", not of adding or removing it: <see cref="GroupPrivacy.ReplacingOne"/>.
    /// </param>
    /// <param name="delta">The δ of the same pair.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one client, or δ is not from 0 to 1.</exception>
    public static double SourceAccuracy(int clients, Epsilon epsilon, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clients, 1);
        Allowed.Probability(delta);
        var others = (clients - 1) * Math.Exp(-epsilon.Value);
        return Math.Min(1, (1 + others * delta) / (1 + others));
    }
}
