using PrivacyBench.Accounting.Losses;

namespace PrivacyBench.Accounting.Mechanisms;

/// <summary>One use of a mechanism on data where one unit is added or removed; replacing one doubles the sensitivity.</summary>
public interface IMechanism
{
    /// <summary>An upper bound of the Rényi divergence, in nats, between neighbours, in either direction.</summary>
    /// <param name="order">Above 1.</param>
    double Renyi(double order);

    /// <summary>
    /// With the unit against without it, and the reverse where that differs; nothing where the losses have no closed form, and only
    /// divergences are accounted.
    /// </summary>
    internal IReadOnlyList<LossPair> Losses => [];
}
