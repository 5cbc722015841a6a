using PrivacyBench.Cryptography;
using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>
/// Secure aggregation with one server: clients mask their updates in pairs so that the masks cancel in the sum (Bonawitz et al.
/// 2017), each with a logarithmic number of neighbours (Bell et al. 2020).
/// </summary>
public sealed record SecureAggregation : ProtectedSum
{
    private const double Negligible = 1e-6;

    /// <inheritdoc/>
    protected override IAggregationProtocol Protocol => new Cryptography.Masking.SecureAggregation();

    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) =>
        Clients > 0 && position.OwnClients > 0 && Cryptography.Masking.SecureAggregation.OpenedProbability(Clients, position.OwnClients) > Negligible
            ? []
            : WithoutUpdates(position, "secure-aggregation: the server sees masked vectors, and the masks cancel in their sum alone.");
}
