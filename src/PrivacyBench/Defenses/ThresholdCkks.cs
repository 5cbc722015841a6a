using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Cryptography.Lattice;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS under a key that the clients make together and nobody holds; all of them decrypt the sum together (Mouchet et al. 2021).</summary>
public sealed record ThresholdCkks : ProtectedSum
{
    /// <summary>Bits of security after the Homomorphic Encryption Standard: 128, 192 or 256.</summary>
    public int Security { get; init; } = 128;

    /// <summary>By how much special hardware would speed up encryption, for projected costs.</summary>
    public HardwareFactors Hardware { get; init; } = new();

    internal override HardwareFactors Projected => Hardware;

    /// <summary>How many clients decrypt the sum together, from 2; null for all of the round. Fewer of them learn nothing.</summary>
    [Range(2, int.MaxValue)]
    public int? Threshold { get; init; }

    /// <inheritdoc/>
    public override string Label => Threshold is { } t ? FormattableString.Invariant($"{base.Label}({t})") : base.Label;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new LatticeSum("threshold-ckks", Security, Threshold ?? 0);

    /// <inheritdoc/>
    public override string Assumption => Encryption.SharedKeyAssumption(Threshold);

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => Encryption.HiddenBySharedKey("threshold-ckks", position, Threshold);
}
