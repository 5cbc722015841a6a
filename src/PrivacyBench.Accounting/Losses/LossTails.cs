namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// One bound of a composed loss: its tails at grid points, from masses under a tilt, which is undone where it is read. What rounding and
/// infinite losses may add is part of the bound.
/// </summary>
internal sealed class LossTails
{
    // As a part of 1/θ, the loss over which tilted masses fall by e: a lower bound is above δ over several of these, or nowhere.
    private const double Stride = 0.5;

    private const double MostStrides = 1e6;

    private readonly double spacing;
    private readonly double least;
    private readonly double tilt;
    private readonly double logScale;
    private readonly double infinite;
    private readonly double rounding;

    // Σ_{i≥j} m_i e^{−θ(l_i − l_j)} and Σ_{i≥j} m_i e^{−(θ+1)(l_i − l_j)}: the tails of P and Q above grid point j, inclusive.
    private readonly double[] p;
    private readonly double[] q;

    /// <param name="masses">Tilted masses, p_i e^{θl_i} over their sum M.</param>
    /// <param name="spacing">The distance of losses.</param>
    /// <param name="least">The loss of the first mass.</param>
    /// <param name="tilt">θ.</param>
    /// <param name="logScale">ln M.</param>
    /// <param name="infinite">The mass of infinite loss.</param>
    /// <param name="rounding">What rounding may have done to the sum of tilted masses: above 0 to add it, below 0 to take it away.</param>
    public LossTails(double[] masses, double spacing, double least, double tilt, double logScale, double infinite, double rounding)
    {
        (this.spacing, this.least, this.tilt, this.logScale) = (spacing, least, tilt, logScale);
        (this.infinite, this.rounding) = (infinite, rounding);
        (p, q) = (new double[masses.Length + 1], new double[masses.Length + 1]);
        var (decayP, decayQ) = (Math.Exp(-tilt * spacing), Math.Exp(-(tilt + 1) * spacing));
        for (var i = masses.Length - 1; i >= 0; i--)
        {
            p[i] = Math.Max(0, masses[i]) + decayP * p[i + 1];
            q[i] = Math.Max(0, masses[i]) + decayQ * q[i + 1];
        }
    }

    /// <summary>The largest finite loss.</summary>
    public double Most => least + (p.Length - 2) * spacing;

    /// <summary>The bound of δ(ε), for every real ε.</summary>
    public double Delta(double epsilon)
    {
        var at = (int)Math.Clamp(Math.Ceiling((epsilon - least) / spacing), 0, p.Length - 1);
        var above = least + at * spacing - epsilon;
        var tail = p[at] - Math.Exp(-above) * q[at];
        var finite = Math.Max(0, tail) * Math.Exp(logScale - tilt * (epsilon + above));
        return Math.Clamp(infinite + finite + rounding * Math.Exp(logScale - tilt * epsilon), 0, 1);
    }

    /// <summary>
    /// The smallest ε that an upper bound keeps at δ, rounded up: 0 where no ε has more, infinite where the infinite losses alone are more.
    /// </summary>
    public double EpsilonKept(double delta)
    {
        if (infinite > delta)
        {
            return double.PositiveInfinity;
        }

        // Above the largest loss only rounding is left, which falls by θ.
        var high = Math.Max(Most, 0);
        for (var wider = 1 / Math.Max(tilt, 1e-3); Delta(high) > delta; wider *= 2)
        {
            high += wider;
        }

        return Delta(0) <= delta ? 0 : Bisected(0, high, delta).High;
    }

    /// <summary>
    /// An ε that a lower bound breaks at δ, rounded down; 0 where none is found. It is looked for from an upper bound downwards: far below the
    /// losses that the tilt looks at, rounding leaves nothing of a lower bound.
    /// </summary>
    public double EpsilonBroken(double delta, double atMost)
    {
        var high = Math.Min(atMost, Math.Max(Most, 0));
        var stride = Math.Max(Stride / Math.Max(tilt, 1e-3), high / MostStrides);
        while (high > 0)
        {
            var low = Math.Max(0, high - stride);
            if (Delta(low) > delta)
            {
                return Bisected(low, high, delta).Low;
            }

            high = low;
        }

        return 0;
    }

    private (double Low, double High) Bisected(double low, double high, double delta)
    {
        for (var i = 0; i < 200 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Delta(middle) <= delta ? (low, middle) : (middle, high);
        }

        return (low, high);
    }
}
