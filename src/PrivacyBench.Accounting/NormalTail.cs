using MathNet.Numerics;

namespace PrivacyBench.Accounting;

/// <summary>Tails of the standard normal distribution that keep their relative precision where 1 − Φ has none.</summary>
internal static class NormalTail
{
    private const double LogSqrtTwoPi = 0.918938533204672741780329736406;

    // From here on the continued fraction converges to the last digit within 20 + 1600/x² terms.
    private const double FractionFrom = 4;

    // Below this the error function underflows.
    private const double Faint = -37;

    /// <summary>Φ(x).</summary>
    public static double Below(double x) => x < Faint ? Math.Exp(LogBelow(x)) : 0.5 * SpecialFunctions.Erfc(-x / Constants.Sqrt2);

    /// <summary>Φ(x) and 1 − Φ(x), the smaller one with all its digits.</summary>
    public static (double Below, double Above) Both(double x)
    {
        var small = Below(-Math.Abs(x));
        return x < 0 ? (small, 1 - small) : (1 - small, small);
    }

    /// <summary>ln Φ(x), finite for every finite x.</summary>
    public static double LogBelow(double x) => x switch
    {
        < -FractionFrom => LogDensity(x) + Math.Log(MillsRatio(-x)),
        > 1 => LogOnePlus(-Below(-x)),
        _ => Math.Log(Below(x)),
    };

    /// <summary>ln φ(x).</summary>
    public static double LogDensity(double x) => -0.5 * x * x - LogSqrtTwoPi;

    /// <summary>Φ⁻¹(p), infinite at 0 and 1.</summary>
    public static double Quantile(double p) => p switch
    {
        <= 0 => double.NegativeInfinity,
        >= 1 => double.PositiveInfinity,
        _ => -Constants.Sqrt2 * SpecialFunctions.ErfcInv(2 * p),
    };

    /// <summary>Mills' ratio (1 − Φ(x))/φ(x), for x ≥ −30.</summary>
    public static double MillsRatio(double x)
    {
        if (x < FractionFrom)
        {
            return Below(-x) / Math.Exp(LogDensity(x));
        }

        // Laplace's continued fraction 1/(x + 1/(x + 2/(x + 3/…))), from the inside out.
        var tail = x;
        for (var k = (int)(20 + 1600 / (x * x)); k >= 1; k--)
        {
            tail = x + k / tail;
        }

        return 1 / tail;
    }

    /// <summary>e^x − 1 without cancellation near 0. (MathNet's Expm1 errs by up to 5e-8 of it.)</summary>
    public static double ExpMinusOne(double x) => Math.Abs(x) < 1 ? 2 * Math.Exp(x / 2) * Math.Sinh(x / 2) : Math.Exp(x) - 1;

    /// <summary>ln(1 + x) without cancellation near 0 (Kahan).</summary>
    public static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : double.IsInfinity(sum) || sum == 0 ? Math.Log(sum) : Math.Log(sum) * x / (sum - 1);
    }
}
