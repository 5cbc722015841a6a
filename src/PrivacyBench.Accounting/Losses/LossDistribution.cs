namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// A distribution of privacy losses on the grid (First + i)·Spacing that dominates the true one: its δ(ε) joins the true values at grid
/// points by lines in e^ε ("connect the dots", Doroshenko et al. 2022).
/// </summary>
internal sealed record LossDistribution(double Spacing, int First, double[] Masses, double Infinite)
{
    /// <summary>Losses of a curve, whose mass beyond the grid, at most <paramref name="lost"/>, counts as infinite loss.</summary>
    public static LossDistribution Of(LossCurve curve, double spacing, double lost)
    {
        var first = (int)Math.Floor(curve.Least / spacing);
        var last = Math.Max(first + 2, (int)Math.Ceiling(Most(curve, lost) / spacing));
        var deltas = new double[last - first + 1];
        for (var i = 0; i < deltas.Length; i++)
        {
            deltas[i] = Math.Clamp(curve.Delta((first + i) * spacing), 0, 1);
        }

        var (fall, rise) = (1 - Math.Exp(-spacing), Math.Exp(spacing) - 1);
        var masses = new double[deltas.Length];
        masses[0] = Math.Max(0, 1 - deltas[0] - (deltas[0] - deltas[1]) / rise);
        for (var i = 1; i < masses.Length; i++)
        {
            var after = i + 1 < deltas.Length ? (deltas[i] - deltas[i + 1]) / rise : 0;
            masses[i] = Math.Max(0, (deltas[i - 1] - deltas[i]) / fall - after);
        }

        return new(spacing, first, masses, deltas[^1]);
    }

    /// <summary>The spacing that keeps the added variance near 1e-4 of the loss's own.</summary>
    public static double FineSpacing(LossCurve curve, double lost)
    {
        var range = Most(curve, lost) - curve.Least;
        var coarse = Of(curve, range / 4096, lost);
        var deviation = Math.Sqrt(coarse.Variance());
        return Math.Max(range / (1 << 19), Math.Min(deviation, curve.Deviation) / 40);
    }

    /// <summary>The loss at an index.</summary>
    public double Loss(int index) => (First + index) * Spacing;

    /// <summary>ln Σ p e^{θl} over the finite losses.</summary>
    public double Cumulant(double tilt)
    {
        var anchor = tilt >= 0 ? Loss(Masses.Length - 1) : Loss(0);
        var sum = 0.0;
        for (var i = 0; i < Masses.Length; i++)
        {
            sum += Masses[i] == 0 ? 0 : Math.Exp(Math.Log(Masses[i]) + tilt * (Loss(i) - anchor));
        }

        return Math.Log(sum) + tilt * anchor;
    }

    private double Variance()
    {
        var (sum, square) = (0.0, 0.0);
        for (var i = 0; i < Masses.Length; i++)
        {
            sum += Masses[i] * Loss(i);
            square += Masses[i] * Loss(i) * Loss(i);
        }

        return square - sum * sum;
    }

    private static double Most(LossCurve curve, double lost)
    {
        var (low, high) = (0.0, 1.0);
        while (curve.Delta(high) > lost)
        {
            (low, high) = (high, 2 * high);
        }

        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = curve.Delta(middle) > lost ? (middle, high) : (low, middle);
        }

        return high;
    }
}
