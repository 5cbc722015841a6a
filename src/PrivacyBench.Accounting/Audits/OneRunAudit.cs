using MathNet.Numerics;

namespace PrivacyBench.Accounting.Audits;

/// <summary>Lower bounds on ε from a single training run with many independent canaries.</summary>
public static class OneRunAudit
{
    private const double LargestEpsilon = 200;
    private const double LargestMu = 100;
    private const int Halvings = 60;

    /// <summary>The largest ε that the guesses refute at this significance (Steinke, Nasr and Jagielski 2023, theorem 5.2).</summary>
    /// <param name="guesses">Canaries, guesses and right guesses.</param>
    /// <param name="delta">The δ of the claim, from 0 to 1.</param>
    /// <param name="significance">The chance of a bound above the truth, above 0 and at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ or the significance lies outside its range.</exception>
    public static double Epsilon(Guesses guesses, double delta, double significance)
    {
        Allowed.Probability(delta);
        Allowed.Within(significance, 1e-12, 0.5, "A significance");
        return LargestRefuted(LargestEpsilon, epsilon => PValue(guesses, epsilon, delta) < significance);
    }

    /// <summary>
    /// The largest ε, at δ, of a Gaussian trade-off curve that the guesses refute: the recursion of Mahloujifar, Melis and Chaudhuri
    /// 2024, algorithm 3. Tighter than <see cref="Epsilon"/>, and valid only for mechanisms dominated by that Gaussian.
    /// </summary>
    /// <param name="guesses">Canaries, guesses and right guesses.</param>
    /// <param name="delta">The δ at which the Gaussian's ε is stated, from 1e-100 to 0.999.</param>
    /// <param name="significance">The chance of a bound above the truth, above 0 and at most 0.5.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ or the significance lies outside its range.</exception>
    public static double GaussianEpsilon(Guesses guesses, double delta, double significance)
    {
        Allowed.Delta(delta);
        Allowed.Within(significance, 1e-12, 0.5, "A significance");
        return GaussianCurve.Epsilon(LargestRefuted(LargestMu, mu => Refutes(guesses, mu, significance)), delta);
    }

    /// <summary>
    /// P[V ≥ v] ≤ β + 2mδα with W ~ Binomial(r, e^ε/(1 + e^ε)), β = P[W ≥ v], α = max over 1 ≤ i ≤ v of P[v − i ≤ W ≤ v − 1]/i.
    /// </summary>
    internal static double PValue(Guesses guesses, double epsilon, double delta)
    {
        var logWrong = -NormalTail.LogOnePlus(Math.Exp(epsilon));
        var logRight = -NormalTail.LogOnePlus(Math.Exp(-epsilon));
        double Mass(int right) => Math.Exp(
            SpecialFunctions.BinomialLn(guesses.Made, right) + right * logRight + (guesses.Made - right) * logWrong);

        var beta = 0.0;
        for (var right = guesses.Made; right >= guesses.Right; right--)
        {
            beta += Mass(right);
        }

        var (alpha, below) = (0.0, 0.0);
        for (var i = 1; i <= guesses.Right; i++)
        {
            below += Mass(guesses.Right - i);
            alpha = Math.Max(alpha, below / i);
        }

        return Math.Min(1, beta + 2 * guesses.Canaries * delta * alpha);
    }

    private static bool Refutes(Guesses guesses, double mu, double significance)
    {
        double m = guesses.Canaries;
        var right = significance * guesses.Right / m;
        var wrong = significance * (guesses.Made - guesses.Right) / m;
        for (var i = guesses.Right - 1; i >= 0; i--)
        {
            // The smallest chance of an event whose chance is `right` under the other hypothesis.
            var least = NormalTail.Below(NormalTail.Quantile(right) - mu);
            if (least <= wrong)
            {
                break;
            }

            right = Math.Min(1, right + i / (double)(guesses.Made - i) * (least - wrong));
            wrong = least;
        }

        return right + wrong > guesses.Made / m;
    }

    private static double LargestRefuted(double limit, Func<double, bool> refuted)
    {
        if (!refuted(0))
        {
            return 0;
        }

        var (low, high) = (0.0, limit);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = refuted(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
