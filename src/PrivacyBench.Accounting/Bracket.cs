namespace PrivacyBench.Accounting;

/// <summary>Two bounds of one number: the truth lies from Lower to Upper, both inclusive.</summary>
/// <param name="Lower">The optimistic bound.</param>
/// <param name="Upper">The pessimistic bound: the one to promise.</param>
public readonly record struct Bracket(double Lower, double Upper)
{
    /// <summary>How far apart the bounds are.</summary>
    public double Width => Upper == Lower ? 0 : Upper - Lower;

    internal static Bracket Exact(double value) => new(value, value);
}
