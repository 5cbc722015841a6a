namespace PrivacyBench.Accounting;

/// <summary>
/// From one (ε, δ) to another unit or adjacency, for any mechanism. Where the mechanism is known, accounting its larger sensitivity
/// (<c>ForGroup</c>, <c>ReplacingOne</c> of mechanisms) is tighter.
/// </summary>
public static class GroupPrivacy
{
    /// <summary>What (ε, δ) for one unit leaves for k units together: kε and δ·(e^{kε} − 1)/(e^ε − 1) (Vadhan 2017, lemma 2.2).</summary>
    /// <param name="epsilon">ε of one unit.</param>
    /// <param name="delta">δ of one unit, from 0 to 1.</param>
    /// <param name="size">k, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not from 0 to 1, or the group is empty.</exception>
    public static (Epsilon Epsilon, double Delta) Of(Epsilon epsilon, double delta, int size)
    {
        Allowed.Probability(delta);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        var sum = 0.0;
        for (var i = 0; i < size && delta > 0; i++)
        {
            sum += Math.Exp(i * epsilon.Value);
        }

        return (new(size * epsilon.Value), Math.Min(1, delta == 0 ? 0 : delta * sum));
    }

    /// <summary>
    /// What (ε, δ) under adding or removing a unit leaves under replacing it: a removal and an addition, so 2ε and (1 + e^ε)δ.
    /// </summary>
    /// <param name="epsilon">ε under add-or-remove.</param>
    /// <param name="delta">δ under add-or-remove, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">δ is not from 0 to 1.</exception>
    public static (Epsilon Epsilon, double Delta) ReplacingOne(Epsilon epsilon, double delta) => Of(epsilon, delta, 2);
}
