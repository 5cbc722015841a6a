namespace PrivacyBench.Measurement;

/// <summary>A measured rate with its confidence interval. A rate that cannot be given is null, with a reason beside it.</summary>
/// <param name="Value">The point estimate.</param>
/// <param name="Low">The lower end of the interval, inclusive.</param>
/// <param name="High">The upper end of the interval, inclusive.</param>
public readonly record struct Rate(double Value, double Low, double High)
{
    /// <summary>Whether the interval contains the value, its ends included.</summary>
    public bool Covers(double value) => Low <= value && value <= High;

    /// <summary>Whether the interval lies wholly above a value.</summary>
    public bool Above(double value) => Low > value;

    /// <summary>Whether the interval lies wholly below a value.</summary>
    public bool Below(double value) => High < value;

    /// <summary>An advantage as one keeps it who may fall back on guessing: never below 0.</summary>
    internal Rate OrGuessing => new(Math.Max(0, Value), Math.Max(0, Low), Math.Max(0, High));

    /// <summary>This rate with the ends of its interval this much farther from the value.</summary>
    internal Rate Stretched(double factor) => new(Value, Value - (factor * (Value - Low)), Value + (factor * (High - Value)));

    /// <summary>This rate with its interval cut to what the quantity can be.</summary>
    internal Rate Within(double least, double most) => new(Value, Math.Max(least, Low), Math.Min(most, High));
}
