namespace PrivacyBench.Cryptography.Lattice;

/// <summary>A lattice protocol as it is named in commands and scenarios.</summary>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Scheme">Exact or approximate.</param>
/// <param name="Threshold">Whether the clients share the key.</param>
/// <param name="Source">The papers.</param>
public sealed record LatticeProtocol(string Summary, LatticeScheme Scheme, bool Threshold, string Source)
{
    /// <summary>The request for one aggregation of integer vectors at 128 bits of security.</summary>
    /// <param name="clients">Clients, at least 1.</param>
    /// <param name="parameters">Length of each vector.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="threshold">
    /// How many clients decrypt together under a shared key, 0 for all: fewer colluders learn nothing, and so many may be lost that
    /// this many are left. Without a shared key it must be 0.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is more than the clients, or one key has a threshold.</exception>
    public LatticeRequest Request(int clients, int parameters, long minimum, long maximum, int threshold = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, Threshold ? clients : 0);
        return new LatticeRequest
        {
            Scheme = Scheme,
            Clients = clients,
            Parameters = parameters,
            Minimum = minimum,
            Maximum = maximum,
            Threshold = Threshold && threshold == 0 ? clients : threshold,
        };
    }
}

/// <summary>The lattice protocols by name.</summary>
public static class LatticeProtocols
{
    /// <summary>Every protocol that is finished.</summary>
    public static IReadOnlyDictionary<string, LatticeProtocol> All { get; } = new Dictionary<string, LatticeProtocol>
    {
        ["bfv"] = new("Exact sums under one key that all clients hold.", LatticeScheme.Bfv, false, "Brakerski 2012; Fan and Vercauteren 2012"),
        ["ckks"] = new(
            "Sums with a bounded error under one key that all clients hold; released values carry flooding noise.",
            LatticeScheme.Ckks, false, "Cheon, Kim, Kim, Song 2017; Li and Micciancio 2021"),
        ["threshold-bfv"] = new(
            "Exact sums under a key that the clients make together and nobody holds.", LatticeScheme.Bfv, true,
            "Mouchet et al. 2021; Mouchet, Bertrand, Hubaux 2023"),
        ["threshold-ckks"] = new(
            "Sums with a bounded error under a key that the clients make together and nobody holds.", LatticeScheme.Ckks, true,
            "Mouchet et al. 2021; Mouchet, Bertrand, Hubaux 2023"),
    };
}
