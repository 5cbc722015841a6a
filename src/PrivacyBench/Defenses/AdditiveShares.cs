using System.ComponentModel.DataAnnotations;
using PrivacyBench.Cryptography;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Additive secret sharing among k aggregators that do not all collude: each client splits its update into k shares, the
/// aggregators add up shares, and the first of them opens the sum for the server.
/// </summary>
public sealed record AdditiveShares : ProtectedSum
{
    /// <summary>k, from 2 to 100.</summary>
    [Range(2, 100)]
    public int Aggregators { get; init; } = 3;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new Cryptography.Sharing.AdditiveShares(Aggregators);

    /// <inheritdoc/>
    public override string Assumption => FormattableString.Invariant($"the server and the aggregators follow the protocol, and at least one of the {Aggregators} aggregators keeps its shares to itself");

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => position is Aggregator aggregator && aggregator.Colluding >= Aggregators
        ? []
        : WithoutUpdates(
            position, $"additive-shares: the {Aggregators} aggregators see shares, of which fewer than all are uniform, and the server their sum.");
}
