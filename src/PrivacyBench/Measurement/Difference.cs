using MathNet.Numerics.Distributions;

namespace PrivacyBench.Measurement;

/// <summary>
/// The difference of two measured values with its uncertainty to either side, as Student's t has it. The difference of an
/// interval's ends alone would be too wide (two 95% intervals that just touch are apart at about 99.4%).
/// </summary>
/// <param name="Value">The estimate: the second value less the first.</param>
/// <param name="Down">Its standard error towards smaller values.</param>
/// <param name="Up">Its standard error towards larger values.</param>
/// <param name="Freedom">The degrees of freedom, at least 1.</param>
public readonly record struct Difference(double Value, double Down, double Up, double Freedom)
{
    /// <summary>The chance of a value as large or larger were the true difference 0.</summary>
    public double PositiveChance => Tail(Value, Down);

    /// <summary>The chance of a value as small or smaller were the true difference 0.</summary>
    public double NegativeChance => Tail(-Value, Up);

    /// <summary>The chance of a value as far from 0 were the true difference 0.</summary>
    public double TwoSided => Math.Min(1, 2 * Math.Min(PositiveChance, NegativeChance));

    /// <summary>
    /// Of two independent estimates, from their intervals: each side's squared distances add up (the method of variance estimates
    /// recovery, Zou and Donner 2008).
    /// </summary>
    /// <param name="before">The first value.</param>
    /// <param name="after">The second value.</param>
    /// <param name="federations">The fewer of the two numbers of federations, at least 2.</param>
    /// <param name="confidence">The confidence of both intervals.</param>
    public static Difference Between(Rate before, Rate after, int federations, double confidence)
    {
        var t = Quantile((1 + confidence) / 2, Degrees(federations));
        return new(
            after.Value - before.Value,
            Length(after.Value - after.Low, before.High - before.Value) / t,
            Length(after.High - after.Value, before.Value - before.Low) / t,
            Degrees(federations));
    }

    /// <summary>Of one estimate of a difference, from its interval.</summary>
    public static Difference Of(Rate difference, int federations, double confidence) =>
        Between(new Rate(0, 0, 0), difference, federations, confidence);

    /// <summary>Of two estimates on the same federations, pair by pair; both lists have one value for each federation, at least 2.</summary>
    /// <exception cref="ArgumentException">The lists differ in length or hold fewer than two values.</exception>
    public static Difference Paired(IReadOnlyList<double> before, IReadOnlyList<double> after)
    {
        if (before.Count != after.Count || before.Count < 2)
            throw new ArgumentException($"Pairs need two equally long lists of at least two values, not {before.Count} and {after.Count}.");
        double[] differences = [.. before.Zip(after, (b, a) => a - b)];
        var mean = differences.Average();
        var variance = differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1);
        var error = Math.Sqrt(variance / differences.Length);
        return new(mean, error, error, differences.Length - 1);
    }

    /// <summary>The same difference with larger standard errors.</summary>
    public Difference Widened(double factor) => this with { Down = factor * Down, Up = factor * Up };

    /// <summary>The value below which the true difference lies, but for a chance of <paramref name="level"/>.</summary>
    public double AtMost(double level) => Value + (Quantile(1 - level, Freedom) * Up);

    /// <summary>Half the width of the interval of a confidence, on its wider side.</summary>
    public double HalfWidth(double confidence) => Quantile((1 + confidence) / 2, Freedom) * Math.Max(Down, Up);

    private double Tail(double value, double error) => error > 0
        ? StudentT.CDF(0, 1, Freedom, -value / error)
        : value > 0 ? 0 : 1;

    private static double Length(double a, double b) => Math.Sqrt((a * a) + (b * b));

    private static double Degrees(int federations) => Math.Max(1, federations - 1);

    private static double Quantile(double level, double freedom) => StudentT.InvCDF(0, 1, freedom, level);
}
