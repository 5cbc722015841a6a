namespace PrivacyBench.Accounting;

/// <summary>
/// What rounding each coordinate at random to a neighbouring integer adds to a vector's norm, when a rounding that exceeds the bound is
/// drawn again (Kairouz, Liu and Steinke 2021, definition 5 and proposition 6). Lengths are in integer units, after scaling.
/// </summary>
public static class ConditionalRounding
{
    /// <summary>
    /// The 2-norm that a rounding of a vector of 2-norm c keeps with chance at least 1 − β:
    /// min{c + √d, √(c² + d/4 + √(2 ln(1/β))·(c + √d/2))}. It is the sensitivity to account with.
    /// </summary>
    /// <param name="norm">c, at least 0.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <param name="beta">β, the chance that one attempt is rejected, from 0 (exclusive) to 1 (exclusive).</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double Norm(double norm, int dimension, double beta)
    {
        Allowed.Within(norm, 0, 1e15, "A norm");
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        Allowed.Within(beta, double.Epsilon, Math.BitDecrement(1), "A chance of rejection");
        var root = Math.Sqrt(dimension);
        return Math.Min(
            norm + root,
            Math.Sqrt(norm * norm + dimension / 4.0 + Math.Sqrt(-2 * Math.Log(beta)) * (norm + root / 2)));
    }

    /// <summary>The largest 1-norm of an integer vector of this 2-norm: min{√d·Δ, Δ²}, but never below the 2-norm.</summary>
    /// <param name="norm">Δ, at least 0.</param>
    /// <param name="dimension">d, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public static double NormL1(double norm, int dimension)
    {
        Allowed.Within(norm, 0, 1e15, "A norm");
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        return Math.Max(norm, Math.Min(Math.Sqrt(dimension) * norm, norm * norm));
    }
}
