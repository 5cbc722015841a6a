using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// The losses of many steps in one direction, composed in the Fourier domain after an exponential tilt that moves the bulk of the mass to
/// the losses of interest: rounding then costs a fraction of δ and not of 1 (Koskela et al. 2020; Gopi et al. 2021). Both bounds go
/// through one transform, as its real and its imaginary part.
/// </summary>
internal sealed class Composition
{
    /// <summary>The longest transform.</summary>
    public const int Longest = 1 << 20;

    // The chance of a tilted loss outside the window is at most e^−22 on either side; it wraps around, and counts as rounding.
    private const double WindowExponent = 22;

    private Composition(LossTails lower, LossTails upper) => (Lower, Upper) = (lower, upper);

    /// <summary>The optimistic bound.</summary>
    public LossTails Lower { get; }

    /// <summary>The pessimistic bound.</summary>
    public LossTails Upper { get; }

    /// <summary>Composes steps on one grid.</summary>
    /// <param name="steps">Distributions of one spacing, and how often each is used.</param>
    /// <param name="tilt">θ, at least 0.</param>
    public static Composition Of(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt)
    {
        var spacing = steps[0].Losses.Spacing;
        var origin = steps.Sum(step => step.Count * step.Losses.Origin);
        var (least, most) = Window(steps, tilt);
        var first = (long)Math.Floor((least - origin) / spacing);

        // A grid too fine for the longest transform would wrap around: the caller chooses spacings by the window.
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(2 * Longest, (most - least) / spacing + 3));
        var composed = Convolve(steps, tilt, length);
        LossTails Tails(Func<Complex, double> part, Func<LossDistribution, double> cumulant, double infinite, double rounding)
        {
            var masses = new double[length];
            for (var i = 0; i < length; i++)
            {
                masses[i] = part(composed[Wrap(first + i, length)]);
            }

            return new(masses, spacing, origin + first * spacing, tilt, steps.Sum(step => step.Count * cumulant(step.Losses)), infinite, rounding);
        }

        var rounding = Rounding(steps);
        return new(
            Tails(value => value.Imaginary, losses => losses.LowerCumulant(tilt), 0, -rounding),
            Tails(value => value.Real, losses => losses.UpperCumulant(tilt), steps.Sum(step => step.Count * step.Losses.Infinite), rounding));
    }

    /// <summary>What wraps around, and the rounding of the transforms, which a power multiplies, as a part of all tilted mass.</summary>
    public static double Rounding(IReadOnlyList<(LossDistribution Losses, int Count)> steps) => 1e-9 + 2e-15 * steps.Sum(step => (double)step.Count);

    /// <summary>ln M(θ) of the whole dominating composition.</summary>
    public static double Cumulant(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt) =>
        steps.Sum(step => step.Count * step.Losses.UpperCumulant(tilt));

    /// <summary>Where all but e^−22 of the tilted mass of both bounds lies: Chernoff bounds on either side.</summary>
    public static (double Least, double Most) Window(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt)
    {
        var upper = Window(theta => Cumulant(steps, theta), tilt);
        var lower = Window(theta => steps.Sum(step => step.Count * step.Losses.LowerCumulant(theta)), tilt);
        return (Math.Min(lower.Least, upper.Least), Math.Max(lower.Most, upper.Most));
    }

    private static (double Least, double Most) Window(Func<double, double> cumulant, double tilt)
    {
        var centre = cumulant(tilt);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var slope = 0.01; slope < 1e5; slope *= 1.8)
        {
            high = Math.Min(high, (cumulant(tilt + slope) - centre + WindowExponent) / slope);
            low = Math.Max(low, -(cumulant(tilt - slope) - centre + WindowExponent) / slope);
        }

        return (low, high);
    }

    private static Complex[] Convolve(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt, int length)
    {
        var half = length / 2;
        var (uppers, lowers) = (new Complex[half + 1], new Complex[half + 1]);
        Array.Fill(uppers, Complex.One);
        Array.Fill(lowers, Complex.One);
        var values = new Complex[length];
        foreach (var (losses, count) in steps)
        {
            Array.Clear(values);
            Fill(values, losses, tilt);
            Fourier.Forward(values, FourierOptions.AsymmetricScaling);
            for (var i = 0; i <= half; i++)
            {
                // The transforms of the real and the imaginary part.
                var (value, mirrored) = (values[i], Complex.Conjugate(values[(length - i) % length]));
                uppers[i] *= Power((value + mirrored) * 0.5, count);
                lowers[i] *= Power((value - mirrored) * new Complex(0, -0.5), count);
            }
        }

        for (var i = 0; i <= half; i++)
        {
            values[i] = uppers[i] + Complex.ImaginaryOne * lowers[i];
            values[(length - i) % length] = Complex.Conjugate(uppers[i]) + Complex.ImaginaryOne * Complex.Conjugate(lowers[i]);
        }

        Fourier.Inverse(values, FourierOptions.AsymmetricScaling);
        return values;
    }

    private static void Fill(Complex[] values, LossDistribution losses, double tilt)
    {
        var (upperScale, lowerScale) = (losses.UpperCumulant(tilt), losses.LowerCumulant(tilt));
        for (var i = 0; i < losses.Upper.Length; i++)
        {
            var weight = tilt * (losses.Origin + i * losses.Spacing);
            values[i % values.Length] += new Complex(
                losses.Upper[i] == 0 ? 0 : losses.Upper[i] * Math.Exp(weight - upperScale),
                losses.Lower[i] == 0 ? 0 : losses.Lower[i] * Math.Exp(weight - lowerScale));
        }
    }

    private static Complex Power(Complex value, int count)
    {
        var result = Complex.One;
        while (true)
        {
            result = (count & 1) == 1 ? result * value : result;
            count >>= 1;
            if (count == 0)
            {
                return result;
            }

            // Underflow is slow, and nothing below this matters.
            value = value.Real * value.Real + value.Imaginary * value.Imaginary < 1e-100 ? Complex.Zero : value * value;
        }
    }

    private static int Wrap(long index, int length) => (int)(((index % length) + length) % length);
}
