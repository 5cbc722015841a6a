namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// The losses of one step on a grid, twice. Upper dominates the true distribution: the mass of a cell goes to the cell's ends so that its
/// shares of P and Q are kept, which joins δ at grid points by lines in e^ε ("connect the dots", Doroshenko et al. 2022). Lower is
/// dominated by it: outcomes are merged, which is post-processing, so that the losses of the merged ones lie on the grid, and where that
/// fails a loss is rounded down. Both err by the square of the spacing.
/// </summary>
/// <param name="Spacing">The distance of grid points.</param>
/// <param name="Origin">The loss at index 0.</param>
/// <param name="Upper">P's masses of the dominating losses.</param>
/// <param name="Lower">P's masses of the dominated losses.</param>
/// <param name="Infinite">The dominating mass at infinite loss.</param>
internal sealed record LossDistribution(double Spacing, double Origin, double[] Upper, double[] Lower, double Infinite)
{
    private const int AnchorIterations = 20;

    // A cell whose loss is above its point by less than this part of the spacing is better rounded down than joined with the next.
    private const double FarAbove = 0.01;

    /// <summary>Both bounds of a pair; mass outside of the grid is at most <paramref name="lost"/> on either side.</summary>
    public static LossDistribution Of(LossPair pair, double spacing, double lost)
    {
        var (least, most) = pair.Range(lost);
        var anchor = Anchor(pair, spacing);
        var first = Math.Floor((least - anchor) / spacing);
        var origin = anchor + first * spacing;

        var count = (int)Math.Ceiling((most - anchor) / spacing * (1 - 1e-12) - first) + 1;
        var (upper, infinite) = Spread(pair, spacing, origin, Math.Max(2, count));
        return new(spacing, origin, upper, Merge(pair, spacing, origin, Math.Max(2, count)), infinite);
    }

    /// <summary>ln Σ p e^{θl} over the finite dominating losses.</summary>
    public double UpperCumulant(double tilt) => Moments.LogMoment(Upper, Origin, Spacing, tilt);

    /// <summary>The same of the dominated losses.</summary>
    public double LowerCumulant(double tilt) => Moments.LogMoment(Lower, Origin, Spacing, tilt);

    /// <summary>The variance of the finite dominating losses.</summary>
    public double UpperVariance()
    {
        var (sum, square) = (0.0, 0.0);
        for (var i = 0; i < Upper.Length; i++)
        {
            var loss = Origin + i * Spacing;
            sum += Upper[i] * loss;
            square += Upper[i] * loss * loss;
        }

        return square - sum * sum;
    }

    // Where nearly all mass lies close to one loss, as with rare sampling, a grid point there saves both bounds most of their error.
    private static double Anchor(LossPair pair, double spacing)
    {
        if (pair.Atoms is { } atoms)
        {
            return atoms.First;
        }

        var anchor = pair.Median();
        for (var i = 0; i < AnchorIterations; i++)
        {
            var (p, q) = LossSplit.Between(pair.At(anchor - spacing / 2), pair.At(anchor + spacing / 2));
            anchor = p > 0 && q > 0 ? Math.Clamp(Math.Log(p / q), anchor - spacing / 2, anchor + spacing / 2) : anchor;
        }

        return anchor;
    }

    private static (double[] Masses, double Infinite) Spread(LossPair pair, double spacing, double origin, int count)
    {
        var masses = new double[count];
        var fall = -NormalTail.ExpMinusOne(-spacing);
        var split = pair.At(origin);
        masses[0] = split.PBelow;
        for (var i = 1; i < count; i++)
        {
            var loss = origin + (i - 1) * spacing;

            // The largest loss lies on the last point, but for rounding.
            var next = loss + spacing > pair.Most - 1e-6 * spacing ? LossSplit.AllBelow : pair.At(loss + spacing);
            var (p, q) = LossSplit.Between(split, next);
            var raised = Math.Clamp((p - (q == 0 ? 0 : Math.Exp(loss) * q)) / fall, 0, Math.Max(0, p));
            masses[i - 1] += Math.Max(0, p - raised);
            masses[i] = raised;
            split = next;
        }

        return (masses, split.PAbove);
    }

    private static double[] Merge(LossPair pair, double spacing, double origin, int count)
    {
        var cells = new MergedCells(pair, spacing, origin, count);
        for (var i = count - 1; i > 0; i--)
        {
            if (cells.IsAbove(i, by: FarAbove * spacing) && !cells.BorrowBelow(i) && i + 1 < count)
            {
                cells.Join(i, i + 1);
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (cells.IsBelow(i) && !cells.BorrowAbove(i) && i > 0)
            {
                cells.Join(i, i - 1);
            }
        }

        for (var i = count - 1; i > 0; i--)
        {
            _ = cells.IsAbove(i) && cells.BorrowBelow(i);
        }

        return cells.RoundedDown();
    }
}
