using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Masking;
using PrivacyBench.Cryptography.Sharing;

namespace PrivacyBench.Cryptography;

/// <summary>The protocols that sum integer vectors exactly, by name.</summary>
public static class AggregationProtocols
{
    /// <summary>Makes a protocol with its usual parameters.</summary>
    public static IReadOnlyDictionary<string, Func<IAggregationProtocol>> All { get; } = new Dictionary<string, Func<IAggregationProtocol>>
    {
        ["plain"] = () => new PlainSum(),
        ["additive-shares"] = () => new AdditiveShares(),
        ["shamir-shares"] = () => new ShamirShares(),
        ["verified-shares"] = () => new VerifiedShares(),
        ["secure-aggregation"] = () => new SecureAggregation(),
        ["bfv"] = () => new LatticeSum("bfv"),
        ["ckks"] = () => new LatticeSum("ckks"),
        ["threshold-bfv"] = () => new LatticeSum("threshold-bfv"),
        ["threshold-ckks"] = () => new LatticeSum("threshold-ckks"),
    };

    /// <summary>Makes a protocol again from its name and its numbers, as another process must.</summary>
    /// <exception cref="ArgumentException">There is no such protocol between parties.</exception>
    internal static PartyProtocol Make(string name, IReadOnlyList<int> parameters) => (name, parameters) switch
    {
        ("plain", []) => new PlainSum(),
        ("additive-shares", [var k]) => new AdditiveShares(k),
        ("shamir-shares", [var k, var t, var packing]) => new ShamirShares(k, t, packing),
        ("verified-shares", [var k]) => new VerifiedShares(k),
        ("secure-aggregation", [var degree, var consistentModel]) => new SecureAggregation(degree == 0 ? null : degree, consistentModel == 1),
        _ => throw new ArgumentException($"There is no protocol '{name}' with {parameters.Count} numbers."),
    };
}
