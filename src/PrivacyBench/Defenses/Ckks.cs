using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS: sums with a proven error under one key that all clients hold; what is released carries flooding noise and is rounded (Cheon, Kim, Kim, Song 2017; Li and Micciancio 2021).</summary>
public sealed record Ckks : ProtectedSum
{
    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new LatticeSum("ckks", Security);

    /// <inheritdoc/>
    private protected override void Plan(FixedPoint codec, FederationSize federation) =>
        new LatticeSum("ckks", Security).Plan(federation.Clients, federation.Parameters, codec.ModulusBits);

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => Encryption.HiddenByOneKey("ckks", position);
}
