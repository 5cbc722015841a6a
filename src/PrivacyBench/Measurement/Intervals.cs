namespace PrivacyBench.Measurement;

/// <summary>How confidence intervals are made.</summary>
/// <param name="Confidence">The share of intervals that should cover the truth, between 0 and 1 (both exclusive).</param>
/// <param name="Draws">The number of bootstrap draws, at least 1; with 1 there are no intervals worth the name.</param>
/// <param name="Scope">Of which records they speak.</param>
public sealed record Intervals(double Confidence = 0.95, int Draws = 1000, IntervalScope Scope = IntervalScope.NewRecords)
{
    /// <summary>95% intervals of 1,000 draws, about new records.</summary>
    public static Intervals Default { get; } = new();

    /// <summary>The share of intervals that should cover the truth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public double Confidence { get; } = Confidence is > 0 and < 1
        ? Confidence
        : throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "The confidence must lie between 0 and 1.");

    /// <summary>The number of bootstrap draws.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public int Draws { get; } = Draws >= 1
        ? Draws
        : throw new ArgumentOutOfRangeException(nameof(Draws), Draws, "There must be at least one bootstrap draw.");
}
