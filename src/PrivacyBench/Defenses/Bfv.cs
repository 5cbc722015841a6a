using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>BFV: exact sums under one key that all clients hold (Brakerski 2012; Fan and Vercauteren 2012).</summary>
public sealed record Bfv : ProtectedSum
{
    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <summary>By how much special hardware would speed up encryption, for projected costs.</summary>
    public HardwareFactors Hardware { get; init; } = new();

    internal override HardwareFactors Projected => Hardware;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new LatticeSum("bfv", Security);

    /// <inheritdoc/>
    public override string Assumption => Encryption.OneKeyAssumption;

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => Encryption.HiddenByOneKey("bfv", position);
}
