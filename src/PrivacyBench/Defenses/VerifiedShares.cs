using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Additive shares with information-theoretic MACs: as <see cref="AdditiveShares"/>, and an aggregator that changes the sum is caught
/// before it is released (Damgård et al. 2012).
/// </summary>
public sealed record VerifiedShares : ProtectedSum
{
    /// <summary>k, from 2 to 100.</summary>
    [Range(2, 100)]
    public int Aggregators { get; init; } = 3;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new Cryptography.Sharing.VerifiedShares(Aggregators);

    /// <inheritdoc/>
    public override string Assumption => FormattableString.Invariant($"at least one of the {Aggregators} aggregators keeps its shares to itself and follows the protocol, and the server sums all who take part");

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => position switch
    {
        Aggregator aggregator when aggregator.Colluding >= Aggregators => [],
        Aggregator => WithoutSum($"verified-shares: fewer than all {Aggregators} aggregators see uniform shares, and the server alone gets the sum."),
        _ => WithoutUpdates(position, $"verified-shares: the server sees the sum alone; all {Aggregators} aggregators would have to collude to open an update."),
    };
}
