using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace PrivacyBench.Measurement;

/// <summary>Means of a quantity that every federation has one of, such as its accuracy.</summary>
internal static class Means
{
    /// <summary>The mean with Student's interval over federations; of one federation the interval is the value itself.</summary>
    public static Rate Over(double[] values, double confidence)
    {
        var mean = values.Mean();
        var freedom = values.Length - 1.0;
        var half = freedom == 0 ? 0 : StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * values.StandardDeviation() / Math.Sqrt(values.Length);
        return new(mean, mean - half, mean + half);
    }
}
