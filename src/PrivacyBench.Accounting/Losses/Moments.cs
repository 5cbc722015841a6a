using System.Numerics;

namespace PrivacyBench.Accounting.Losses;

/// <summary>Sums of masses on a grid under exponential weights; a weight is the last one times a constant, so a sum costs no exponential.</summary>
internal static class Moments
{
    /// <summary>ln Σ p_i e^{θ(origin + i·spacing)}.</summary>
    public static double LogMoment(double[] masses, double origin, double spacing, double tilt)
    {
        // Masses that underflow at the heavy end would leave a sum of 0 under a strong tilt, whose logarithm is no bound.
        var (first, last) = (Array.FindIndex(masses, mass => mass != 0), Array.FindLastIndex(masses, mass => mass != 0));
        if (first < 0)
        {
            return double.NegativeInfinity;
        }

        origin += first * spacing;
        var some = masses.AsSpan(first..(last + 1));

        // Horner's rule from the light end to the heavy one: every factor is at most 1, and nothing overflows.
        var factor = Math.Exp(-Math.Abs(tilt) * spacing);
        var sum = tilt >= 0 ? Horner(some, factor) : HornerDown(some, factor);
        return Math.Log(sum) + tilt * (tilt >= 0 ? origin + (some.Length - 1) * spacing : origin);
    }

    // Σ m_i f^{n−1−i}, in lanes of every W-th mass.
    private static double Horner(ReadOnlySpan<double> masses, double factor)
    {
        var width = Vector<double>.Count;
        var start = masses.Length % width;
        var head = 0.0;
        foreach (var mass in masses[..start])
        {
            head = head * factor + mass;
        }

        var lanes = Vector<double>.Zero;
        var step = new Vector<double>(Math.Pow(factor, width));
        for (var i = start; i < masses.Length; i += width)
        {
            lanes = lanes * step + new Vector<double>(masses[i..]);
        }

        var tail = 0.0;
        for (var lane = 0; lane < width; lane++)
        {
            tail = tail * factor + lanes[lane];
        }

        return tail + head * Math.Pow(factor, masses.Length - start);
    }

    // Σ m_i f^i.
    private static double HornerDown(ReadOnlySpan<double> masses, double factor)
    {
        var width = Vector<double>.Count;
        var whole = masses.Length - masses.Length % width;
        var tail = 0.0;
        for (var i = masses.Length - 1; i >= whole; i--)
        {
            tail = tail * factor + masses[i];
        }

        var lanes = Vector<double>.Zero;
        var step = new Vector<double>(Math.Pow(factor, width));
        for (var i = whole - width; i >= 0; i -= width)
        {
            lanes = lanes * step + new Vector<double>(masses[i..]);
        }

        var head = 0.0;
        for (var lane = width - 1; lane >= 0; lane--)
        {
            head = head * factor + lanes[lane];
        }

        return head + tail * Math.Pow(factor, whole);
    }
}
