using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Shamir's secret sharing among k aggregators: fewer than t of them learn nothing of an update, and the server opens the sum from
/// t − 1 + ℓ of them, so that some may be lost (Shamir 1979; packed: Franklin and Yung 1992).
/// </summary>
public sealed record ShamirShares : ProtectedSum
{
    /// <summary>k, from 2 to 100.</summary>
    [Range(2, 100)]
    public int Aggregators { get; init; } = 3;

    /// <summary>t, from 2 to k.</summary>
    [Range(2, 100)]
    public int Threshold { get; init; } = 2;

    /// <summary>ℓ, from 1 to k − t + 1: secrets in one polynomial, which divides the bytes and lets fewer aggregators be lost.</summary>
    [Range(1, 99)]
    public int Packing { get; init; } = 1;

    /// <inheritdoc/>
    public override string Label => (Aggregators, Threshold, Packing) == (3, 2, 1)
        ? base.Label
        : FormattableString.Invariant($"{base.Label}({Threshold} of {Aggregators}{(Packing == 1 ? "" : $", {Packing} packed")})");

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new Cryptography.Sharing.ShamirShares(Aggregators, Threshold, Packing);

    /// <inheritdoc/>
    public override string Assumption => FormattableString.Invariant($"the server and the aggregators follow the protocol, and fewer than {Threshold} of the {Aggregators} aggregators pool their shares");

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => position switch
    {
        Aggregator aggregator when aggregator.Colluding >= Threshold => [],
        Aggregator aggregator => WithoutSum(
            $"shamir-shares: {aggregator.Colluding} of {Aggregators} aggregators see uniform shares, {Threshold} would open them, and the server alone gets the sum."),
        _ => WithoutUpdates(position, $"shamir-shares: the server sees the sum alone; {Threshold} of the {Aggregators} aggregators would have to collude to open an update."),
    };
}
