using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Cryptography.Wire;
using PrivacyBench.Federation;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS: sums with a proven error under one key that all clients hold; what is released carries flooding noise and is rounded (Cheon, Kim, Kim, Song 2017; Li and Micciancio 2021).</summary>
public sealed record Ckks : ProtectedSum
{
    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <summary>By how much special hardware would speed up encryption, for projected costs.</summary>
    public HardwareFactors Hardware { get; init; } = new();

    internal override HardwareFactors Projected => Hardware;

    /// <summary>
    /// λ, from 0 to 64: noise 2^λ times wider than that of a sum hides what a decrypted sum tells of the key. 0 leaves it out, which is
    /// unfit for use.
    /// </summary>
    [Range(0, 64)]
    public int FloodingBits { get; init; } = LatticeSum.UsualFloodingBits;

    /// <summary>Whether the clients tell the server the decrypted sum, in full precision, so that it can go on with the model.</summary>
    public bool ServerLearnsSum { get; init; }

    /// <inheritdoc/>
    public override string Label => (ServerLearnsSum, FloodingBits) switch
    {
        (false, LatticeSum.UsualFloodingBits) => base.Label,
        (true, LatticeSum.UsualFloodingBits) => $"{base.Label}(server learns sum)",
        (false, _) => FormattableString.Invariant($"{base.Label}(flooding {FloodingBits})"),
        _ => FormattableString.Invariant($"{base.Label}(server learns sum, flooding {FloodingBits})"),
    };

    /// <inheritdoc/>
    public override IEnumerable<string> Warnings => ServerLearnsSum && FloodingBits == 0
        ? ["ckks: the server sees the decrypted sum in full precision and without flooding noise, which gives away the secret key and with it every update."]
        : [];

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new LatticeSum("ckks", Security, floodingBits: FloodingBits);

    /// <inheritdoc/>
    public override string Assumption => Encryption.OneKeyAssumption;

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => ServerLearnsSum && position is Server
        ? WithoutUpdates(position, "ckks: the server sees ciphertexts, has no key, and is told the decrypted sum.")
        : Encryption.HiddenByOneKey("ckks", position);

    /// <inheritdoc/>
    public override bool Reveals(Type observation, ThreatPosition position) =>
        ServerLearnsSum && observation == typeof(EncryptedUpdates) && position is (Server or ServerWithClients or KeyHolder);

    private protected override bool KeepsPayloads => ServerLearnsSum;

    private protected override EncryptedRound Left(IAggregationProtocol protocol, Shown shown, double unit) => new(
        [.. shown.Payloads.Where(payload => payload.Step == LatticeSum.VectorStep).Select(payload => payload.Content)],
        [.. ((LatticeSum)protocol).LastRealSums],
        unit);
}
