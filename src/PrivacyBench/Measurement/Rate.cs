namespace PrivacyBench.Measurement;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">The lower end of the interval, inclusive.</param>
/// <param name="High">The upper end of the interval, inclusive.</param>
public readonly record struct Rate(double Value, double Low, double High)
{
    /// <summary>Whether the interval lies wholly above a value.</summary>
    public bool Above(double value) => Low > value;

    /// <summary>Whether the interval lies wholly below a value.</summary>
    public bool Below(double value) => High < value;
}
