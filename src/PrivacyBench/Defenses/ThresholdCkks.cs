using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS under a key that the clients make together and nobody holds; all of them decrypt the sum together (Mouchet et al. 2021).</summary>
public sealed record ThresholdCkks : ProtectedSum
{
    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new LatticeSum("threshold-ckks", Security);

    /// <inheritdoc/>
    private protected override void Plan(FixedPoint codec, FederationSize federation) =>
        new LatticeSum("threshold-ckks", Security).Plan(federation.Clients, federation.Parameters, codec.ModulusBits);

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => WithoutUpdates(position, Encryption.SharedKey("threshold-ckks"));
}
