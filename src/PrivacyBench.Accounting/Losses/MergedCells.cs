namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// Shares of P and Q of the cells around grid points, on their way to a distribution that the true one dominates. A cell, or any part of
/// it, may be merged with another: that is post-processing. Merged shares have one loss, ln p/q, and are done when it lies on the grid.
/// </summary>
internal sealed class MergedCells
{
    // A merged loss may miss its grid point by this much, from rounding alone.
    private const double OnGrid = 1e-12;

    // As a part of the spacing: a point is at an end of the losses.
    private const double Near = 1e-6;

    private readonly double[] p;
    private readonly double[] q;
    private readonly double[] ratios;

    /// <summary>
    /// The cells of a pair, each half a spacing to either side; the first and the last reach to infinity, or are an atom at the least or
    /// the most loss, which has no partner to be merged with.
    /// </summary>
    public MergedCells(LossPair pair, double spacing, double origin, int count)
    {
        double Edge(int after)
        {
            var (point, near) = (origin + after * spacing, Near * spacing);
            return after == 0 && Math.Abs(point - pair.Least) < near ? point + near
                : after == count - 2 && Math.Abs(point + spacing - pair.Most) < near ? point + spacing - near
                : point + spacing / 2;
        }

        (p, q, ratios) = (new double[count], new double[count], new double[count]);
        var split = LossSplit.AllAbove;
        for (var i = 0; i < count; i++)
        {
            var next = i + 1 < count ? pair.At(Edge(i)) : LossSplit.AllBelow;
            var (between, other) = LossSplit.Between(split, next);
            (p[i], q[i], ratios[i]) = (Math.Max(0, between), Math.Max(0, other), Math.Exp(origin + i * spacing));
            split = next;
        }
    }

    /// <summary>Whether a cell's loss lies above its grid point by more than a difference.</summary>
    public bool IsAbove(int cell, double by = OnGrid) => Excess(cell, cell) > by * p[cell];

    /// <summary>Whether a cell's loss lies below its grid point.</summary>
    public bool IsBelow(int cell) => Excess(cell, cell) < -OnGrid * p[cell];

    /// <summary>Brings a loss down to its grid point by a part of the cell below; false, and nothing done, when all of it is too little.</summary>
    public bool BorrowBelow(int cell) => Borrow(cell, cell - 1);

    /// <summary>Brings a loss up to its grid point by a part of the cell above; false, and nothing done, when all of it is too little.</summary>
    public bool BorrowAbove(int cell) => cell + 1 < p.Length && Borrow(cell, cell + 1);

    /// <summary>Merges a cell with another one.</summary>
    public void Join(int cell, int with) => Move(cell, with, 1);

    /// <summary>P's masses at the grid points, where losses that missed theirs go to the one below.</summary>
    public double[] RoundedDown()
    {
        var masses = new double[p.Length];
        for (var i = 0; i < p.Length; i++)
        {
            var at = IsBelow(i) ? i - 1 : i;
            if (at >= 0)
            {
                masses[at] += p[i];
            }
        }

        return masses;
    }

    private bool Borrow(int cell, int from)
    {
        var (wrong, counter) = (Excess(cell, cell), -Excess(cell, from));
        var part = wrong / counter;
        if (!(part is > 0 and < 1))
        {
            return false;
        }

        Move(from, cell, part);
        return true;
    }

    private void Move(int from, int to, double part)
    {
        (p[to], q[to]) = (p[to] + part * p[from], q[to] + part * q[from]);
        (p[from], q[from]) = ((1 - part) * p[from], (1 - part) * q[from]);
    }

    // p − e^l q with the loss l of a grid point: above 0 when the cell's own loss is larger.
    private double Excess(int point, int cell) => p[cell] - (q[cell] == 0 ? 0 : ratios[point] * q[cell]);
}
