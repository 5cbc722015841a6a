namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// The losses of symmetric, log-concave noise X on the integers, X against X + s: the loss falls with the value, so its tails are tails
/// of X.
/// </summary>
internal sealed class IntegerLosses
{
    private readonly int reach;
    private readonly int shift;

    // By value + reach: the loss, and the chance of at most this value.
    private readonly double[] losses;
    private readonly double[] atMost;

    /// <param name="logChances">ln of the chances of 0, 1, 2, …, to a common factor, down to where they are nothing.</param>
    /// <param name="shift">s, at least 1; a smaller shift shows less.</param>
    private IntegerLosses(double[] logChances, int shift)
    {
        (reach, this.shift) = (logChances.Length - 1, shift);
        var total = 2 * logChances.Sum(log => Math.Exp(log - logChances[0])) - 1;
        atMost = new double[2 * reach + 1];
        losses = new double[2 * reach + 1];
        double Log(int value) => Math.Abs(value) <= reach ? logChances[Math.Abs(value)] : double.NegativeInfinity;
        var sum = 0.0;
        for (var value = -reach; value <= reach; value++)
        {
            sum += Math.Exp(Log(value) - logChances[0]) / total;
            atMost[value + reach] = sum;
            losses[value + reach] = Log(value) - Log(value - shift);
        }
    }

    /// <summary>The pair; its reverse is the same by symmetry.</summary>
    public static LossPair Of(double[] logChances, int shift, bool equallySpaced)
    {
        var table = new IntegerLosses(logChances, shift);
        var (first, second) = (table.losses[table.reach], table.losses[table.reach + 1]);
        return new(table.Split, Atoms: equallySpaced ? (first, second) : null);
    }

    private LossSplit Split(double epsilon)
    {
        // The last value whose loss is above ε.
        var (low, high) = (-reach - 1, reach);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            (low, high) = losses[middle + reach] > epsilon ? (middle, high) : (low, middle - 1);
        }

        return new(AtMost(low), AtMost(low - shift), AtMost(-low - 1), AtMost(-low - 1 + shift));
    }

    private double AtMost(int value) => value < -reach ? 0 : value >= reach ? 1 : atMost[value + reach];
}
