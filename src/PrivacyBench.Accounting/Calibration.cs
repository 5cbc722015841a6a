using PrivacyBench.Accounting.Mechanisms;
using PrivacyBench.Accounting.Renyi;

namespace PrivacyBench.Accounting;

/// <summary>The noise that a target needs.</summary>
public static class Calibration
{
    private const double Least = 0.3;
    private const double Most = 300;
    private const double Precision = 1e-4;
    private const double Nudge = 0.4 * Precision;
    private const double Stride = 0.2;

    /// <summary>The smallest noise multiplier, to a relative 1e-4 and on the safe side, with which the steps are (ε, δ)-private.</summary>
    /// <param name="epsilon">The target, above 0.</param>
    /// <param name="delta">From 1e-100 to 0.999.</param>
    /// <param name="samplingRate">The chance that a unit takes part in a step, from 1e-8 to 1.</param>
    /// <param name="steps">From 1 to 10,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range, or a multiplier of 300 is too little.</exception>
    public static double NoiseMultiplier(double epsilon, double delta, double samplingRate, int steps)
    {
        return Noise(epsilon, delta, Least, Most, noise => [(new Gaussian(noise, samplingRate), steps)]);
    }

    /// <summary>
    /// The smallest noise of any kind, to a relative 1e-4 and on the safe side, with which a composition is (ε, δ)-private, such as a
    /// share's deviation in <c>noise => [(new DiscreteGaussianSum(10, noise, 100, 50, 500), 20)]</c>.
    /// </summary>
    /// <param name="epsilon">The target, above 0.</param>
    /// <param name="delta">0 for pure mechanisms, or from 1e-100 to 0.999.</param>
    /// <param name="least">The least noise to consider, above 0.</param>
    /// <param name="most">The most, above the least.</param>
    /// <param name="steps">The composition that a noise gives; more noise must cost less.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range, or even the most noise is too little.</exception>
    public static double Noise(
        double epsilon, double delta, double least, double most, Func<double, IReadOnlyList<(IMechanism Mechanism, int Count)>> steps)
    {
        Allowed.Within(epsilon, 1e-6, 1e6, "A target epsilon");
        Allowed.Within(least, double.Epsilon, most, "The least noise");

        // ln ε over the target falls with ln noise, and is nearly a line.
        IReadOnlyList<(IMechanism Mechanism, int Count)> With(double logNoise) => steps(Math.Clamp(Math.Exp(logNoise), least, most));
        double Over(double logNoise) => Math.Log(Accountant.Epsilon(With(logNoise), delta).Upper / epsilon);
        var (lowest, highest) = (Math.Log(least), Math.Log(most));

        // Divergences are quick, and not far above: they say where to look.
        var (low, high) = Around(lowest, highest, logNoise =>
            delta == 0 ? Over(logNoise) <= 0 : RenyiAccountant.Epsilon(With(logNoise), delta).Epsilon <= epsilon);
        var (overLow, overHigh) = (Over(low), Over(high));
        while (overHigh > 0 && high < highest)
        {
            (low, overLow, high) = (high, overHigh, Math.Min(highest, high + Stride));
            overHigh = Over(high);
        }

        if (!(overHigh <= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(epsilon), epsilon, FormattableString.Invariant($"This epsilon needs noise above {most}, the most that is allowed."));
        }

        while (overLow <= 0 && low > lowest)
        {
            (high, overHigh, low) = (low, overLow, Math.Max(lowest, low - Stride));
            overLow = Over(low);
        }

        if (overLow <= 0)
        {
            return least;
        }

        var nudge = Nudge;
        for (var i = 1; high - low > Precision; i++)
        {
            var line = low + (high - low) * overLow / (overLow - overHigh);
            var guess = i % 4 == 0 || !double.IsFinite(overLow - overHigh)
                ? (low + high) / 2
                : Math.Clamp(line + nudge, low + Nudge / 2, high - Nudge / 2);
            var over = Over(guess);

            // Once on one side of the target, step to the other side of the line, and the interval closes.
            (low, overLow, high, overHigh, nudge) = over <= 0 ? (low, overLow, guess, over, -Nudge) : (guess, over, high, overHigh, Nudge);
        }

        return Math.Clamp(Math.Exp(high), least, most);
    }

    // From a stride below the least noise that is enough to that noise.
    private static (double Low, double High) Around(double lowest, double highest, Func<double, bool> isEnough)
    {
        var (low, high) = (lowest, highest);
        while (high - low > Stride / 8)
        {
            var middle = (low + high) / 2;
            (low, high) = isEnough(middle) ? (low, middle) : (middle, high);
        }

        return (Math.Max(lowest, high - Stride), high);
    }
}
