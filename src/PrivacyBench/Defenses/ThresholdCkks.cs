using PrivacyBench.Views;

namespace PrivacyBench.Defenses;

/// <summary>CKKS under a key that the clients make together and nobody holds; all of them decrypt the sum together (Mouchet et al. 2021).</summary>
public sealed record ThresholdCkks : EncryptedSum
{
    /// <inheritdoc/>
    public override IEnumerable<Withheld> Hides(ThreatPosition position) => SharedKey.Hides("threshold-ckks", position);
}
