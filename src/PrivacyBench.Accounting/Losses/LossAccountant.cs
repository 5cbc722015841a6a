using PrivacyBench.Accounting.Mechanisms;

namespace PrivacyBench.Accounting.Losses;

/// <summary>Brackets ε and δ by privacy loss distributions, on a grid that is refined until the bracket is tight.</summary>
internal static class LossAccountant
{
    // The relative widths that grids are chosen for; a bracket of twice as much is tight. Below the tiny sizes a width is nothing.
    private const double TightEpsilon = 1e-4;
    private const double TightDelta = 1e-3;

    // What the cheaper direction is first looked at with: seldom does it come near the other one.
    private const double Roughly = 10;
    private const double TinyEpsilon = 1e-6;
    private const double TinyDelta = 1e-14;

    // What may be lost beyond the grid, as a part of δ.
    private const double LostPart = 1e-5;
    private const double RoundingPart = 1e-4;
    private const int CoarseCells = 2048;
    private const int Attempts = 4;

    /// <summary>The pairs of every step: with the unit against without it, and the reverse where that differs.</summary>
    public static IEnumerable<IReadOnlyList<(LossPair Pair, int Count)>> Directions(IReadOnlyList<(IMechanism Mechanism, int Count)> steps)
    {
        yield return [.. steps.Select(step => (step.Mechanism.Losses[0], step.Count))];
        if (steps.Any(step => step.Mechanism.Losses.Count > 1))
        {
            yield return [.. steps.Select(step => (step.Mechanism.Losses[^1], step.Count))];
        }
    }

    /// <summary>ε at a δ above 0.</summary>
    /// <param name="steps">One direction.</param>
    /// <param name="delta">δ.</param>
    /// <param name="enough">An upper bound below this is not refined, since the other direction costs more.</param>
    public static Bracket Epsilon(IReadOnlyList<(LossPair Pair, int Count)> steps, double delta, double enough)
    {
        if (steps.Sum(step => step.Count * step.Pair.Delta(0)) <= delta)
        {
            return new(0, 0);
        }

        double Bound(double cumulant, double tilt) => (cumulant + LogLargest(tilt) - Math.Log(delta)) / tilt;
        var grid = new Grid(steps, LostPart * delta / steps.Sum(step => (double)step.Count));
        return Refine(
            grid, Bound, (bound, _) => TightEpsilon * Math.Max(bound, TinyEpsilon), composed => Epsilon(composed, delta), best => (best.Upper, delta), enough,
            bracket => bracket.Width <= 2 * TightEpsilon * Math.Max(bracket.Upper, TinyEpsilon));
    }

    private static Bracket Epsilon(Composition composed, double delta)
    {
        var upper = composed.Upper.EpsilonKept(delta);
        return new(composed.Lower.EpsilonBroken(delta, upper), upper);
    }

    /// <summary>δ at any ε from 0.</summary>
    public static Bracket Delta(IReadOnlyList<(LossPair Pair, int Count)> steps, double epsilon, double enough)
    {
        if (epsilon >= steps.Sum(step => step.Count * step.Pair.Most))
        {
            return new(0, 0);
        }

        // ln δ changes by θ for every ε.
        var grid = new Grid(steps, LostPart * TinyDelta / steps.Sum(step => (double)step.Count));
        return Refine(
            grid, (cumulant, tilt) => cumulant + LogLargest(tilt) - tilt * epsilon, (_, tilt) => TightDelta / 4 / tilt, composed => new(composed.Lower.Delta(epsilon), composed.Upper.Delta(epsilon)), best => (epsilon, best.Upper), enough,
            bracket => bracket.Width <= 2 * TightDelta * Math.Max(bracket.Upper, TinyDelta));
    }

    /// <summary>The composition without a tilt: δ of every ε to an absolute 1e-10 beside what the grid costs.</summary>
    public static Composition Whole(IReadOnlyList<(LossPair Pair, int Count)> steps)
    {
        var grid = new Grid(steps, LostPart * 1e-8 / steps.Sum(step => (double)step.Count));
        var coarse = grid.Coarse();

        // ε of the size of the loss's deviation has a tilt of about one over it.
        var deviation = Math.Sqrt(Math.Max(1e-24, steps.Zip(coarse, (step, at) => step.Count * at.Losses.UpperVariance()).Sum()));
        var losses = grid.Fine(coarse, 0, grid.Spacing(TightEpsilon * deviation, 1 / deviation));
        return Composition.Of(losses, 0);
    }

    private static Bracket Refine(
        Grid grid,
        Func<double, double, double> bound,
        Func<double, double, double> width,
        Func<Composition, Bracket> read,
        Func<Bracket, (double Epsilon, double Delta)> found,
        double enough,
        Func<Bracket, bool> isTight)
    {
        var losses = grid.Coarse();
        var (best, spacing) = (new Bracket(0, double.PositiveInfinity), double.PositiveInfinity);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var tilt = BestTilt(tilt => bound(Composition.Cumulant(losses, tilt), tilt));
            var wanted = width(bound(Composition.Cumulant(losses, tilt), tilt), tilt) * (attempt == 0 && enough > 0 ? Roughly : 1);
            var gentle = attempt == 0 ? tilt : Gentlest(losses, tilt, found(best));
            losses = grid.Fine(losses, gentle, Math.Min(grid.Spacing(wanted, tilt), spacing / 2));
            var next = read(Composition.Of(losses, gentle));
            best = new(Math.Max(best.Lower, next.Lower), Math.Min(best.Upper, next.Upper));
            if (best.Upper <= enough || isTight(best) || losses[0].Losses.Spacing > 0.9 * spacing)
            {
                break;
            }

            spacing = losses[0].Losses.Spacing;
        }

        return best;
    }

    // δ = E[(1 − e^{ε−l})₊] is at most e^{−θε}M(θ) times the largest e^{−θx}(1 − e^{−x}), which is θ^θ/(1 + θ)^{1+θ}: a Chernoff bound, and
    // the same as the conversion of the Rényi divergence of order θ + 1.
    private static double LogLargest(double tilt) => tilt * Math.Log(tilt) - (1 + tilt) * NormalTail.LogOnePlus(tilt);

    // Rare large losses under the best tilt make a wide window, and so a coarse grid. The least tilt under which rounding is a small part of δ
    // makes a narrower one.
    private static double Gentlest(IReadOnlyList<(LossDistribution Losses, int Count)> steps, double tilt, (double Epsilon, double Delta) at)
    {
        var allowed = Math.Log(RoundingPart * at.Delta / Composition.Rounding(steps));
        bool IsEnough(double theta) => Composition.Cumulant(steps, theta) - theta * at.Epsilon <= allowed;
        if (IsEnough(0))
        {
            return 0;
        }

        var (low, high) = (0.0, tilt);
        for (var i = 0; i < 12; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsEnough(middle) ? (low, middle) : (middle, high);
        }

        return high;
    }

    private static double BestTilt(Func<double, double> bound)
    {
        // Golden section over ln θ.
        var (low, high) = (Math.Log(1e-3), Math.Log(1e5));
        for (var i = 0; i < 24; i++)
        {
            var (left, right) = (high - (high - low) * 0.618034, low + (high - low) * 0.618034);
            (low, high) = bound(Math.Exp(left)) < bound(Math.Exp(right)) ? (low, right) : (left, high);
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>Chooses grids for steps whose mass beyond the grid is at most <paramref name="lost"/> on either side.</summary>
    private sealed class Grid(IReadOnlyList<(LossPair Pair, int Count)> steps, double lost)
    {
        private readonly double range = steps.Max(step => Width(step.Pair.Range(lost)));

        /// <summary>A first, quick look.</summary>
        public IReadOnlyList<(LossDistribution Losses, int Count)> Coarse() => Of(range / CoarseCells);

        /// <summary>
        /// The spacing at which the bracket of ε has about this width: the bounds move a step's cumulant by some θ(θ + 1)·h²/8.
        /// </summary>
        public double Spacing(double width, double tilt) =>
            Math.Sqrt(8 * width / ((tilt + 1) * steps.Sum(step => (double)step.Count)));

        /// <summary>A grid of a spacing, or as near to it as the longest transform allows.</summary>
        public IReadOnlyList<(LossDistribution Losses, int Count)> Fine(
            IReadOnlyList<(LossDistribution Losses, int Count)> before, double tilt, double spacing)
        {
            var window = Width(Composition.Window(before, tilt));
            return Of(Math.Max(spacing, Math.Max(1.5 * window, range) / Composition.Longest));
        }

        private IReadOnlyList<(LossDistribution Losses, int Count)> Of(double spacing)
        {
            // Atoms lie on the grid: on all of it where one mechanism is composed with itself.
            var period = steps.Select(step => step.Pair.Atoms).FirstOrDefault(atoms => atoms is not null) is { } atoms
                ? Math.Abs(atoms.First - atoms.Second)
                : 0;
            var fitted = period > 0 ? period / Math.Ceiling(period / spacing) : spacing;
            return [.. steps.Select(step => (LossDistribution.Of(step.Pair, fitted, lost), step.Count))];
        }

        private static double Width((double Least, double Most) range) => range.Most - range.Least;
    }
}
