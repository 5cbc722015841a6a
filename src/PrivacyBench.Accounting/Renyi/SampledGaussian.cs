using MathNet.Numerics;

namespace PrivacyBench.Accounting.Renyi;

/// <summary>The Rényi divergence of the Poisson-sampled Gaussian (Mironov, Talwar and Zhang 2019, section 3.3).</summary>
internal static class SampledGaussian
{
    private const int MostTerms = 20_000;
    private const double Precision = 1e-10;
    private const double Rounding = 1e-14;

    public static double Divergence(double sigma, double rate, double order) =>
        (order == Math.Floor(order) ? LogWhole(sigma, rate, (int)order) : LogFractional(sigma, rate, order)) / (order - 1);

    /// <summary>ln(1 + Σ C(α,i)(1−q)^{α−i} q^i (e^{(i²−i)/(2σ²)} − 1)): without the part that is exactly 1, which would drown it.</summary>
    private static double LogWhole(double sigma, double rate, int order)
    {
        var sum = double.NegativeInfinity;
        for (var i = 2; i <= order; i++)
        {
            var weight = SpecialFunctions.BinomialLn(order, i)
                + (order - i) * NormalTail.LogOnePlus(-rate) + i * Math.Log(rate);
            sum = LogAdd(sum, weight + LogExpMinusOne((double)i * (i - 1) / (2 * sigma * sigma)));
        }

        return sum > 30 ? sum : NormalTail.LogOnePlus(Math.Exp(sum));
    }

    /// <summary>
    /// The two-sided series. Its binomial coefficients alternate in sign beyond α; the first term left out bounds the rest, and is added.
    /// </summary>
    private static double LogFractional(double sigma, double rate, double order)
    {
        var (logIn, logOut) = (Math.Log(rate), NormalTail.LogOnePlus(-rate));
        var split = sigma * sigma * (logOut - logIn) + 0.5;
        double Side(double inside, double tail) =>
            inside * logIn + (order - inside) * logOut + inside * (inside - 1) / (2 * sigma * sigma) + NormalTail.LogBelow(tail / sigma);

        var (plus, minus) = (double.NegativeInfinity, double.NegativeInfinity);
        var (logBinomial, positive) = (0.0, true);
        for (var i = 0; i < MostTerms; i++)
        {
            var term = logBinomial + LogAdd(Side(i, split - i), Side(order - i, order - i - split));
            if (i > order && term < plus + Math.Log(Precision))
            {
                break;
            }

            (plus, minus) = positive ? (LogAdd(plus, term), minus) : (plus, LogAdd(minus, term));
            positive ^= order < i;
            logBinomial += Math.Log(Math.Abs(order - i) / (i + 1));
        }

        // Neither rounding nor the tail may take the bound below the truth.
        plus += Precision;
        return Math.Max(0, plus + NormalTail.LogOnePlus(-Math.Exp(minus - plus)) + Rounding);
    }

    private static double LogAdd(double a, double b)
    {
        var (large, small) = a > b ? (a, b) : (b, a);
        return double.IsNegativeInfinity(small) ? large : large + NormalTail.LogOnePlus(Math.Exp(small - large));
    }

    private static double LogExpMinusOne(double x) => x > 1
        ? x + NormalTail.LogOnePlus(-Math.Exp(-x))
        : Math.Log(NormalTail.ExpMinusOne(x));
}
