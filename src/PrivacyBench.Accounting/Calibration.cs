using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Accounting;

/// <summary>The noise that a target needs.</summary>
public static class Calibration
{
    private const double Least = 0.3;
    private const double Most = 300;
    private const double Precision = 1e-4;
    private const double Nudge = 0.4 * Precision;

    /// <summary>The smallest noise multiplier, to a relative 1e-4 and on the safe side, with which the steps are (ε, δ)-private.</summary>
    /// <param name="epsilon">The target, above 0.</param>
    /// <param name="delta">From 1e-14 to 0.01.</param>
    /// <param name="samplingRate">The chance that a unit takes part in a step, from 0.0001 to 1.</param>
    /// <param name="steps">From 1 to 100,000.</param>
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
    /// <param name="delta">From 1e-14 to 0.01.</param>
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
        double Over(double logNoise) => Math.Log(Accountant.Epsilon(steps(Math.Exp(logNoise)), delta).Upper / epsilon);
        var (low, high) = (Math.Log(least), Math.Log(most));
        var (overLow, overHigh) = (Over(low), Over(high));
        if (overLow <= 0)
        {
            return least;
        }

        if (!(overHigh <= 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(epsilon), epsilon, FormattableString.Invariant($"This epsilon needs noise above {most}, the most that is allowed."));
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

        return Math.Exp(high);
    }
}
