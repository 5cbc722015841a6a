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
}
