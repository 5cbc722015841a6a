using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>BFV under a key that the clients make together and nobody holds; all of them decrypt the sum together (Mouchet et al. 2021).</summary>
public sealed record ThresholdBfv : EncryptedSum
{
    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => SharedKey.Hides("threshold-bfv", position);
}
