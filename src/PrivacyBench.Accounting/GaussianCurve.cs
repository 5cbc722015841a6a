using MathNet.Numerics;

namespace PrivacyBench.Accounting;

/// <summary>
/// The exact privacy curve of Gaussian noise: δ(ε) = Φ(μ/2 − ε/μ) − e^ε·Φ(−μ/2 − ε/μ) with μ = sensitivity/deviation
/// (Balle and Wang 2018, theorem 8). T rounds with μ each compose exactly to μ√T (Dong, Roth, Su 2022, corollary 3.3).
/// </summary>
public static class GaussianCurve
{
    private const double LargestMu = 1e3;

    /// <summary>The smallest δ for an ε.</summary>
    /// <param name="mu">μ, above 0 and at most 1,000.</param>
    /// <param name="epsilon">ε, at least 0.</param>
    public static double Delta(double mu, double epsilon)
    {
        Check(mu);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        var near = (epsilon / mu) - (mu / 2);
        var far = (epsilon / mu) + (mu / 2);
        // Both tails by the scaled complementary error function: e^ε·Φ(−far) has the factor e^(−near²/2) in common with Φ(−near),
        // so that neither e^ε overflows nor the difference of two tiny tails is lost.
        return near > 0
            ? 0.5 * Math.Exp(-near * near / 2) * (ScaledErfc(near / Constants.Sqrt2) - ScaledErfc(far / Constants.Sqrt2))
            : SpecialFunctions.Erfc(near / Constants.Sqrt2) / 2 - (0.5 * Math.Exp(-near * near / 2) * ScaledErfc(far / Constants.Sqrt2));
    }

    /// <summary>The smallest ε for a δ, rounded up by at most 1e-9 of itself.</summary>
    /// <param name="mu">μ, above 0 and at most 1,000.</param>
    /// <param name="delta">δ, between 0 and 1, both exclusive.</param>
    public static double Epsilon(double mu, double delta)
    {
        Check(mu);
        CheckDelta(delta);
        if (Delta(mu, 0) <= delta)
        {
            return 0;
        }

        return Bisect(0, FirstAbove(1, epsilon => Delta(mu, epsilon) <= delta), epsilon => Delta(mu, epsilon) <= delta);
    }

    /// <summary>The largest μ that keeps (ε, δ), rounded down by at most 1e-9 of itself.</summary>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="delta">δ, between 0 and 1, both exclusive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter, or the μ that follows, is outside of its range.</exception>
    public static double Mu(double epsilon, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        CheckDelta(delta);
        // δ grows with μ: in terms of 1/μ, the noise, it falls, and the safe side is the larger noise.
        bool Keeps(double noise) => 1 / noise <= LargestMu && Delta(1 / noise, epsilon) <= delta;
        var enough = FirstAbove(1 / LargestMu, Keeps);
        return 1 / Bisect(enough / 2, enough, Keeps);
    }

    private static double FirstAbove(double start, Predicate<double> holds)
    {
        var value = start;
        while (!holds(value))
        {
            value *= 2;
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1e12, "the parameter sought");
        }

        return value;
    }

    /// <summary>The least value at which something holds from then on, from above.</summary>
    private static double Bisect(double fails, double holds, Predicate<double> test)
    {
        while (holds - fails > 1e-9 * holds)
        {
            var middle = (fails + holds) / 2;
            (fails, holds) = test(middle) ? (fails, middle) : (middle, holds);
        }

        return holds;
    }

    /// <summary>e^(x²)·erfc(x) for x ≥ 0: directly while erfc has its digits, else by the continued fraction (Laplace).</summary>
    private static double ScaledErfc(double x)
    {
        if (x < 5)
        {
            return Math.Exp(x * x) * SpecialFunctions.Erfc(x);
        }

        var fraction = x;
        for (var k = 60; k >= 1; k--)
        {
            fraction = x + (k / 2.0 / fraction);
        }

        return 1 / (fraction * Math.Sqrt(Math.PI));
    }

    private static void Check(double mu)
    {
        if (!(mu is > 0 and <= LargestMu))
        {
            throw new ArgumentOutOfRangeException(nameof(mu), mu, "Sensitivity over deviation must be above 0 and at most 1,000.");
        }
    }

    private static void CheckDelta(double delta)
    {
        if (!(delta is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(delta), delta, "Delta must be between 0 and 1, both exclusive.");
        }
    }
}
