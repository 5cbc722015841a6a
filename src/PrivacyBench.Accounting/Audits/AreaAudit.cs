namespace PrivacyBench.Accounting.Audits;

/// <summary>
/// A lower bound on ε from the area under an attack's ROC curve, for mechanisms of a presumed kind. The curve of any attack lies below the
/// trade-off curve of the mechanism (Dong, Roth and Su 2022), and so does its area: the area weighs every threshold, so that none is
/// chosen, and no count is thrown away.
/// </summary>
public static class AreaAudit
{
    private const double Farthest = 16;
    private const int Halvings = 12;

    /// <summary>The ε, at the audited δ, of the mechanism with the most noise among those that allow an area.</summary>
    /// <param name="leastArea">A lower bound on the area, from 0 to 1; ½ or less shows nothing.</param>
    /// <param name="family">The mechanisms.</param>
    /// <returns>ε to 0.7% of the noise, rounded down; 0 where the area needs less than a sixteenth of the promised strength.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The area lies outside its range.</exception>
    public static double Epsilon(double leastArea, NoiseFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        if (Allowed.Probability(leastArea) <= 0.5)
        {
            return 0;
        }

        var (epsilon, low, high) = (0.0, -Math.Log2(Farthest), Math.Log2(Farthest));
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            if (family.At(Math.Pow(2, middle)) is { } of && of.Area < leastArea)
            {
                (epsilon, low) = (of.Epsilon, middle);
            }
            else
            {
                high = middle;
            }
        }

        return epsilon;
    }
}
