namespace PrivacyBench.Accounting.Losses;

/// <summary>
/// What one step shows of its two neighbouring data sets, P against Q, through the privacy loss l = ln dP/dQ (Dwork and Rothblum 2016).
/// </summary>
/// <param name="At">Splits both distributions at any real ε.</param>
/// <param name="Least">No loss is smaller; infinite for most noise.</param>
/// <param name="Most">No loss is larger; infinite for most noise.</param>
/// <param name="Atoms">Two losses that have mass of their own and set a grid on which all such losses lie, the heavier first; or none.</param>
internal sealed record LossPair(
    Func<double, LossSplit> At,
    double Least = double.NegativeInfinity,
    double Most = double.PositiveInfinity,
    (double First, double Second)? Atoms = null)
{
    private const double FarLoss = 500;

    /// <summary>Q against P.</summary>
    public LossPair Reversed() => new(
        epsilon => At(-epsilon).Reversed(),
        -Most,
        -Least,
        Atoms is { } atoms ? (-atoms.First, -atoms.Second) : null);

    /// <summary>
    /// The unit takes part with chance q only: (1 − q)Q + qP against Q. The loss ln(1 − q + q·e^l) rises with l, so a split of the one is a
    /// split of the other.
    /// </summary>
    public LossPair Sampled(double rate)
    {
        double Loss(double loss) => loss > FarLoss ? loss + Math.Log(rate) : NormalTail.LogOnePlus(rate * NormalTail.ExpMinusOne(loss));
        LossSplit Split(double epsilon)
        {
            if (epsilon > FarLoss)
            {
                // (e^ε − 1 + q)/q is e^ε/q to the last digit, and would overflow.
                return At(epsilon - Math.Log(rate)).Sampled(rate);
            }

            var ratio = NormalTail.ExpMinusOne(epsilon) / rate;
            return ratio <= -1 ? LossSplit.AllAbove : At(NormalTail.LogOnePlus(ratio)).Sampled(rate);
        }

        return new(Split, Loss(Least), Loss(Most), Atoms is { } atoms ? (Loss(atoms.First), Loss(atoms.Second)) : null);
    }

    /// <summary>δ(ε) = P[l > ε] − e^ε·Q[l > ε].</summary>
    public double Delta(double epsilon)
    {
        var split = At(epsilon);
        return Math.Max(0, split.PAbove - (split.QAbove == 0 ? 0 : Math.Exp(epsilon) * split.QAbove));
    }

    /// <summary>The losses outside of which P has at most this mass on either side.</summary>
    public (double Least, double Most) Range(double lost) =>
        (Math.Max(Least, -Beyond(epsilon => At(-epsilon).PBelow, lost)), Math.Min(Most, Beyond(epsilon => At(epsilon).PAbove, lost)));

    /// <summary>The loss that P exceeds with chance one half.</summary>
    public double Median() => At(0).PAbove > 0.5 ? Beyond(epsilon => At(epsilon).PAbove, 0.5) : -Beyond(epsilon => At(-epsilon).PBelow, 0.5);

    private static double Beyond(Func<double, double> mass, double lost)
    {
        if (mass(0) <= lost)
        {
            return 0;
        }

        var (low, high) = (0.0, 1.0);
        while (mass(high) > lost)
        {
            (low, high) = (high, 2 * high);
        }

        for (var i = 0; i < 40; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = mass(middle) > lost ? (middle, high) : (low, middle);
        }

        return high;
    }
}
