using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// The losses of many steps in one direction, composed in the Fourier domain after an exponential tilt that moves the bulk of the mass to
/// the losses of interest: rounding then costs a fraction of δ and not of 1 (Koskela et al. 2020; Gopi et al. 2021).
/// </summary>
internal sealed class Composition
{
    // The chance of a tilted loss outside the window is at most e^−34 on either side.
    private const double WindowExponent = 34;

    // Rounding of the transforms, as a fraction of all tilted mass.
    private const double Rounding = 1e-12;
    private const int LongestTransform = 1 << 23;

    private readonly double spacing;
    private readonly long first;
    private readonly double[] tilted;
    private readonly double tilt;
    private readonly double logScale;
    private readonly double infinite;

    /// <summary>Composes steps on one grid.</summary>
    /// <param name="steps">Distributions of one spacing, and how often each is used.</param>
    /// <param name="tilt">θ ≥ 0.</param>
    public Composition(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt)
    {
        this.tilt = tilt;
        spacing = steps[0].Losses.Spacing;
        logScale = Cumulant(steps, tilt);
        infinite = 1 - Math.Exp(steps.Sum(step => step.Count * NormalTail.LogOnePlus(-step.Losses.Infinite)));
        var (low, high) = Window(steps, tilt);
        first = (long)Math.Floor(low / spacing);
        var cells = Math.Max(high / spacing - first + 2, steps.Max(step => step.Losses.Masses.Length));
        if (cells > LongestTransform)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"Composing these losses takes {cells:0} cells; at most {LongestTransform} are allowed. Use the Rényi accountant."));
        }

        tilted = Convolve(steps, (int)BitOperations.RoundUpToPowerOf2((uint)cells));
    }

    /// <summary>The tilt that makes the Chernoff bound of ε at δ smallest.</summary>
    public static double BestTilt(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double delta)
    {
        double Bound(double logTilt) => (Cumulant(steps, Math.Exp(logTilt)) - Math.Log(delta)) / Math.Exp(logTilt);
        var (low, high) = (Math.Log(1e-2), Math.Log(1e5));
        for (var i = 0; i < 24; i++)
        {
            var (left, right) = (high - (high - low) * 0.618034, low + (high - low) * 0.618034);
            (low, high) = Bound(left) < Bound(right) ? (low, right) : (left, high);
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>An upper bound of δ(ε).</summary>
    public double Delta(double epsilon)
    {
        var start = (int)Math.Clamp(Math.Floor(epsilon / spacing) + 1 - first, 0, tilted.Length);
        var sum = Rounding;
        for (var i = start; i < tilted.Length; i++)
        {
            var above = (first + i) * spacing - epsilon;
            sum += Math.Max(0, tilted[i]) * Math.Exp(-tilt * above) * (1 - Math.Exp(-above));
        }

        return Math.Min(1, infinite + Math.Exp(Math.Log(sum) + logScale - tilt * epsilon));
    }

    /// <summary>The smallest ε with δ(ε) ≤ δ, rounded up; infinite when the infinite losses alone exceed δ.</summary>
    public double Epsilon(double delta)
    {
        if (Delta(0) <= delta)
        {
            return 0;
        }

        var (low, high) = (0.0, (first + tilted.Length) * spacing);
        if (Delta(high) > delta)
        {
            return double.PositiveInfinity;
        }

        for (var i = 0; i < 40 && high - low > 1e-9 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Delta(middle) <= delta ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static double Cumulant(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt) =>
        steps.Sum(step => step.Count * step.Losses.Cumulant(tilt));

    private static (double Low, double High) Window(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt)
    {
        var centre = Cumulant(steps, tilt);
        var (low, high) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var slope = 0.01; slope < 1e5; slope *= 1.7)
        {
            high = Math.Min(high, (Cumulant(steps, tilt + slope) - centre + WindowExponent) / slope);
            low = Math.Max(low, -(Cumulant(steps, tilt - slope) - centre + WindowExponent) / slope);
        }

        return (low, high);
    }

    private double[] Convolve(IReadOnlyList<(LossDistribution Losses, int Count)> steps, int length)
    {
        var product = new Complex[length];
        Array.Fill(product, Complex.One);
        foreach (var (losses, count) in steps)
        {
            var transform = new Complex[length];
            var cumulant = losses.Cumulant(tilt);
            for (var i = 0; i < losses.Masses.Length; i++)
            {
                var mass = losses.Masses[i] == 0 ? 0 : Math.Exp(Math.Log(losses.Masses[i]) + tilt * losses.Loss(i) - cumulant);
                transform[Wrap(losses.First + i, length)] += mass;
            }

            Fourier.Forward(transform, FourierOptions.AsymmetricScaling);
            for (var i = 0; i < length; i++)
            {
                product[i] *= transform[i] == Complex.Zero ? Complex.Zero : Complex.Pow(transform[i], count);
            }
        }

        Fourier.Inverse(product, FourierOptions.AsymmetricScaling);
        var result = new double[length];
        for (var i = 0; i < length; i++)
        {
            result[i] = product[Wrap(first + i, length)].Real;
        }

        return result;
    }

    private static int Wrap(long index, int length) => (int)(((index % length) + length) % length);
}
