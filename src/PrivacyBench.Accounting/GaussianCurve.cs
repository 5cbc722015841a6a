using MathNet.Numerics;

namespace PrivacyBench.Accounting;

/// <summary>
/// The exact privacy of Gaussian noise whose shift is μ standard deviations (μ = sensitivity/deviation, one over the noise
/// multiplier): Balle and Wang 2018, theorem 8. T rounds without sampling compose exactly to μ√T (Dong, Roth and Su 2022).
/// </summary>
public static class GaussianCurve
{
    internal const double LargestMu = 2000;
    private const double LargestEpsilon = 3e6;
    private const int Halvings = 200;

    /// <summary>δ(ε) = Φ(μ/2 − ε/μ) − e^ε Φ(−μ/2 − ε/μ).</summary>
    /// <param name="mu">The shift in standard deviations, from 0 to 2000.</param>
    /// <param name="epsilon">From 0 to 3,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double Delta(double mu, double epsilon)
    {
        Allowed.Within(mu, 0, LargestMu, "A Gaussian shift");
        Allowed.Within(epsilon, 0, LargestEpsilon, "An epsilon");
        if (mu == 0)
        {
            return 0;
        }

        if (epsilon == 0)
        {
            return SpecialFunctions.Erf(mu / (2 * Constants.Sqrt2));
        }

        // e^ε φ(far) = φ(near), so both terms share one density and neither overflows.
        var near = epsilon / mu - mu / 2;
        var far = epsilon / mu + mu / 2;
        var density = Math.Exp(NormalTail.LogDensity(near));
        return near > 0
            ? Math.Max(0, density * (NormalTail.MillsRatio(near) - NormalTail.MillsRatio(far)))
            : Math.Max(0, NormalTail.Below(-near) - density * NormalTail.MillsRatio(far));
    }

    /// <summary>δ(ε) for negative ε too: 1 − e^ε(1 − δ(−ε)), since either data set may come first.</summary>
    internal static double AnyDelta(double mu, double epsilon) =>
        epsilon >= 0 ? Delta(mu, epsilon) : 1 - Math.Exp(epsilon) * (1 - Delta(mu, -epsilon));

    /// <summary>The smallest ε with δ(ε) ≤ δ, rounded up.</summary>
    /// <param name="mu">The shift in standard deviations, from 0 to 2000; over T unsampled rounds μ√T.</param>
    /// <param name="delta">From 1e-100 to 0.999.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double Epsilon(double mu, double delta)
    {
        Allowed.Delta(delta);
        if (Delta(mu, 0) <= delta)
        {
            return 0;
        }

        // δ(ε) ≤ Φ(μ/2 − ε/μ), and Φ(−z) ≤ e^{−z²/2}.
        var high = mu * (mu / 2 + Math.Sqrt(-2 * Math.Log(delta)));
        var low = 0.0;
        for (var i = 0; i < Halvings && high - low > 1e-14 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Delta(mu, middle) <= delta ? (low, middle) : (middle, high);
        }

        return high;
    }

    /// <summary>
    /// The largest μ that is (ε, δ)-private, rounded down. The noise multiplier for T unsampled rounds is √T/μ.
    /// </summary>
    /// <param name="epsilon">From 0 to 1,000,000.</param>
    /// <param name="delta">From 1e-100 to 0.999.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double Mu(double epsilon, double delta)
    {
        Allowed.Within(epsilon, 0, 1_000_000, "An epsilon");
        Allowed.Delta(delta);
        var low = 0.0;
        var high = LargestMu;
        for (var i = 0; i < Halvings && high - low > 1e-14 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Delta(middle, epsilon) <= delta ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>The smallest noise multiplier with which T rounds without sampling are (ε, δ)-private, rounded up.</summary>
    /// <param name="epsilon">Above 0, at most 1,000,000.</param>
    /// <param name="delta">From 1e-100 to 0.999.</param>
    /// <param name="rounds">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double NoiseMultiplier(double epsilon, double delta, int rounds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, 1);
        return Math.Sqrt(rounds) / Mu(epsilon, delta);
    }
}
