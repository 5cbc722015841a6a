namespace PrivacyBench.Accounting.Losses;

/// <summary>How two distributions P and Q share their mass between losses above and at or below some ε; small shares keep their digits.</summary>
internal readonly record struct LossSplit(double PAbove, double QAbove, double PBelow, double QBelow)
{
    /// <summary>All losses are above.</summary>
    public static LossSplit AllAbove { get; } = new(1, 1, 0, 0);

    /// <summary>All losses are at or below.</summary>
    public static LossSplit AllBelow { get; } = new(0, 0, 1, 1);

    /// <summary>With (1 − q)Q + qP in the place of P.</summary>
    public LossSplit Sampled(double rate) => this with
    {
        PAbove = (1 - rate) * QAbove + rate * PAbove,
        PBelow = (1 - rate) * QBelow + rate * PBelow,
    };

    /// <summary>With P and Q, above and below exchanged.</summary>
    public LossSplit Reversed() => new(QBelow, PBelow, QAbove, PAbove);

    /// <summary>What P and Q have between two splits, the lower one first; each difference is of the smaller shares.</summary>
    public static (double P, double Q) Between(in LossSplit lower, in LossSplit upper) => (
        lower.PBelow < lower.PAbove ? upper.PBelow - lower.PBelow : lower.PAbove - upper.PAbove,
        lower.QBelow < lower.QAbove ? upper.QBelow - lower.QBelow : lower.QAbove - upper.QAbove);
}
